package dev.swarmlog.saga.history;

import dev.swarmlog.v1.SagaEvent;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows the chains of sagas record by record, and remembers for each where it broke first. Mutable: one thread follows,
 * and any may look how far it is.
 */
public final class Audit {
    private final Map<String, Chain> chains = new ConcurrentHashMap<>();
    private final Map<String, String> broken = new ConcurrentSkipListMap<>();
    private final AtomicLong events = new AtomicLong();

    /** The next record of any saga, and what it holds. */
    public void see(ConsumerRecord<String, byte[]> record, SagaEvent event) {
        events.incrementAndGet();
        String sagaId = Objects.requireNonNullElse(record.key(), "");
        if (broken.containsKey(sagaId)) {
            return;
        }
        String wrong = chains.computeIfAbsent(sagaId, Chain::new).follow(event, record.value());
        if (wrong != null) {
            broken.put(
                    sagaId,
                    record.topic() + "-" + record.partition() + " offset " + record.offset() + ", version "
                            + event.getVersion() + ": " + wrong);
            chains.remove(sagaId);
        }
    }

    public long events() {
        return events.get();
    }

    /** How many chains are whole. */
    public int whole() {
        return chains.size();
    }

    /** The first bad record of each chain that is not, by saga. */
    public Map<String, String> broken() {
        return broken;
    }
}
