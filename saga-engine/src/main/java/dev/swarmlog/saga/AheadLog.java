package dev.swarmlog.saga;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The producer of what all tasks of an engine send ahead, open while a task needs it: one for each task made small
 * requests of its own, and a commit that waited for each of them (decision 96). Thread-safe.
 */
final class AheadLog {
    /** Shorter than a transaction may last: a commit that cannot have its steps in the log is given up. */
    private static final String DELIVERY_MS = "1500";

    private final Topic<Message> topic;
    private final Supplier<LogWriter> opener;
    private @Nullable LogWriter log;
    private @Nullable TopicWriter<Message> submitted;
    private int writers;

    AheadLog(Topic<Message> topic, Supplier<LogWriter> opener) {
        this.topic = topic;
        this.opener = opener;
    }

    static AheadLog of(ServiceContext context) {
        ClusterConfig cluster = SagaLog.cluster(context);
        return new AheadLog(context.topics().submitted, () -> open(cluster));
    }

    /** The first of a burst leaves at once, and the others gather while it is under way. */
    static LogWriter open(ClusterConfig cluster) {
        Map<String, String> settings = new HashMap<>(cluster.kafka());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        return LogWriter.open(cluster.withKafka(settings), "swarmlog-saga-steps", 0);
    }

    /** For one task. */
    synchronized Ahead writer() {
        LogWriter open = log;
        TopicWriter<Message> way = submitted;
        if (open == null || way == null) {
            open = opener.get();
            try {
                way = open.to(topic);
            } catch (RuntimeException e) {
                open.close(Duration.ZERO);
                throw e;
            }
            log = open;
            submitted = way;
        }
        writers++;
        return new AheadWriter(open, way, this::release);
    }

    private synchronized void release() {
        writers--;
        if (writers == 0 && log != null) {
            log.close(Duration.ofMillis(500));
            log = null;
            submitted = null;
        }
    }
}
