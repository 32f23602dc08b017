package dev.swarmlog.agent.discovery;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An {@link AgentIndex} that follows agents.status: what the registry knows, inside this program, without asking. */
public final class AgentDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentDirectory.class);

    private final AgentIndex index = new AgentIndex();
    private final List<AgentListener> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder undecodable = new LongAdder();
    private final Deserializer<AgentStatus> deserializer;
    private final LogReader reader;

    private AgentDirectory(Wire wire, LogReader reader) {
        this.reader = reader;
        this.deserializer = wire.serde(wire.topics().status).deserializer();
    }

    /** Begins to read; {@link #awaitLoaded} tells when the directory is complete. */
    public static AgentDirectory open(ClusterConfig config) {
        return open(config.wire(), LogReader.open(config, "swarmlog-directory"));
    }

    static AgentDirectory open(Wire wire, LogReader reader) {
        AgentDirectory directory = new AgentDirectory(wire, reader);
        try {
            Topic<AgentStatus> topic = wire.topics().status;
            reader.readFromBeginning(IntStream.range(0, reader.partitionsOf(topic.name()))
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
        reader.start(directory::take, false);
        return directory;
    }

    /** Waits until everything that was published before the opening is in the index; false when that took too long. */
    public boolean awaitLoaded(Duration atMost) throws InterruptedException {
        try {
            reader.caughtUp().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public AgentIndex index() {
        return index;
    }

    public List<AgentStatus> find(AgentQuery query) {
        return index.find(query);
    }

    /** Hears of each change from now on, on the directory's thread. */
    public void listen(AgentListener listener) {
        listeners.add(listener);
    }

    /** Records on the topic that were no status; they are skipped. */
    public long undecodable() {
        return undecodable.sum();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        AgentStatus status;
        try {
            status = deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            undecodable.increment();
            LOG.atWarn()
                    .addKeyValue("agent.id", record.key())
                    .log(
                            "skipping {}-{} offset {}: {}",
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            e.toString());
            return;
        }
        boolean changed = status != null ? index.put(status) : record.key() != null && index.remove(record.key());
        if (changed) {
            for (AgentListener listener : listeners) {
                listener.changed(record.key(), status);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
