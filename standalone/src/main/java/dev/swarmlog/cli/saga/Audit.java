package dev.swarmlog.cli.saga;

import dev.swarmlog.saga.history.Chain;
import dev.swarmlog.v1.SagaEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows the chains of sagas record by record, and remembers for each where it broke first. Mutable, for one thread. */
public final class Audit implements SagaLog.History {
    private final Map<String, Chain> chains = new HashMap<>();
    private final Map<String, String> broken = new LinkedHashMap<>();
    private long events;

    @Override
    public void see(ConsumerRecord<String, byte[]> record, SagaEvent event) {
        events++;
        String sagaId = record.key();
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
        return events;
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
