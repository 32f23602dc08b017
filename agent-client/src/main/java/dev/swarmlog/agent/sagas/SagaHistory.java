package dev.swarmlog.agent.sagas;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** What sagas.events holds of one saga. */
public final class SagaHistory {
    private SagaHistory() {}

    /**
     * The values of all its records, oldest first, also those of earlier sagas of the same id. Reads the one partition in
     * which they lie, where Kafka's own partitioner puts them. Throws an {@link IllegalStateException} where that cannot
     * be done in time.
     */
    public static List<byte[]> read(ClusterConfig config, String sagaId, Duration timeMax) {
        List<byte[]> events = new ArrayList<>();
        String topic = config.wire().topics().sagaEvents.name();
        try (LogReader reader = LogReader.open(config, "swarmlog-saga-history")) {
            int partition = Utils.toPositive(Utils.murmur2(sagaId.getBytes(StandardCharsets.UTF_8)))
                    % reader.partitionsOf(topic);
            reader.readFromBeginning(List.of(new TopicPartition(topic, partition)));
            reader.start(
                    record -> {
                        if (sagaId.equals(record.key())) {
                            events.add(record.value());
                        }
                    },
                    false);
            reader.caughtUp().get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(topic + " could not be read within " + timeMax, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(topic + " could not be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return events;
    }
}
