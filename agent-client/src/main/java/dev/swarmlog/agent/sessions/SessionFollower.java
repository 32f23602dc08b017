package dev.swarmlog.agent.sessions;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.SessionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/** Hears all that happens in one session, from its creation on and as it happens, until it is closed. */
public final class SessionFollower implements AutoCloseable {
    /** The broker's sense of time and the coordinator's may differ by so much. */
    private static final long MARGIN_MS = 60_000;

    private final LogReader reader;

    private SessionFollower(LogReader reader) {
        this.reader = reader;
    }

    /**
     * Begins at once.
     *
     * @param createdAtMs of the session, as its status tells; what an earlier one of the same id did is left out
     * @param to is called on a thread of the follower's, which waits for it
     */
    public static SessionFollower open(
            ClusterConfig config, String sessionId, long createdAtMs, Consumer<SessionEvent> to) {
        Topic<SessionEvent> topic = config.wire().topics().sessionEvents;
        Deserializer<SessionEvent> values = config.wire().serde(topic).deserializer();
        LogReader reader = LogReader.open(config, "swarmlog-session-events");
        try {
            int count = reader.partitionsOf(topic.name());
            int partition = Utils.toPositive(Utils.murmur2(sessionId.getBytes(StandardCharsets.UTF_8))) % count;
            reader.readSince(List.of(new TopicPartition(topic.name(), partition)), createdAtMs - MARGIN_MS);
            boolean[] begun = {false};
            reader.start(
                    record -> {
                        if (sessionId.equals(record.key()) && record.value() != null) {
                            SessionEvent event = values.deserialize(topic.name(), record.value());
                            begun[0] |= event.getAtMs() >= createdAtMs;
                            if (begun[0]) {
                                to.accept(event);
                            }
                        }
                    },
                    false);
            return new SessionFollower(reader);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
