package dev.swarmlog.cli.saga;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.sagas.SagaHistory;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The topics of sagas, read as far as they go now. */
public final class SagaLog {
    private static final int SECONDS_MAX = 9;
    private static final int MINUTES_MAX = 60;

    private final ClusterConfig config;
    private final TopicReading reading;

    public SagaLog(ClusterConfig config) {
        this.config = config;
        this.reading = new TopicReading(config, "swarmlog-sagas");
    }

    /** What one record of the history is, and where. */
    public interface History {
        void see(ConsumerRecord<String, byte[]> record, SagaEvent event);
    }

    /** All definitions, by name@version. */
    public SortedMap<String, SagaDefinition> definitions() {
        return reading.latest(config.wire().topics().sagaDefinitions);
    }

    /** The status of all sagas that are not forgotten, by id. */
    public SortedMap<String, SagaStatus> status() {
        return reading.latest(config.wire().topics().sagaStatus);
    }

    /** The values of all events of one saga, oldest first. */
    public List<byte[]> events(String sagaId) {
        try {
            return SagaHistory.read(config, sagaId, Duration.ofMinutes(MINUTES_MAX));
        } catch (IllegalStateException e) {
            throw Failure.because(String.valueOf(e.getMessage()), e);
        }
    }

    /** Shows all of the history, or that of one saga; empty means all. What is no event is shown without one. */
    public void history(String sagaId, History to) {
        Topic<SagaEvent> topic = config.wire().topics().sagaEvents;
        try (Deserializer<SagaEvent> values = config.wire().serde(topic).deserializer()) {
            reading.read(topic, sagaId, record -> {
                if (sagaId.isEmpty() || sagaId.equals(record.key())) {
                    to.see(record, values.deserialize(topic.name(), record.value()));
                }
            });
        }
    }

    public SagaEvent event(byte[] value) {
        Topic<SagaEvent> topic = config.wire().topics().sagaEvents;
        try (Deserializer<SagaEvent> values = config.wire().serde(topic).deserializer()) {
            return values.deserialize(topic.name(), value);
        }
    }

    /** Returns when it is in the log for good. */
    public void deploy(SagaDefinition definition) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try (LogWriter log = LogWriter.open(config, "swarmlog-sagas", 0)) {
            log.to(config.wire().topics().sagaDefinitions)
                    .send(definition.getName() + "@" + definition.getVersion(), definition, (at, problem) -> {
                        if (problem == null) {
                            written.complete(null);
                        } else {
                            written.completeExceptionally(problem);
                        }
                    });
            TopicReading.settled(written, SECONDS_MAX, TimeUnit.SECONDS, "the definition could not be written");
        }
    }
}
