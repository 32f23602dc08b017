package dev.swarmlog.saga.history;

import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFactKind;
import dev.swarmlog.v1.SagaOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of which a saga can be made: its own, and before them those of the saga that it goes on from.
 *
 * @param log gives the values of all records of a saga, oldest first
 */
public record Lineage(Function<String, List<byte[]>> log, Function<byte[], SagaEvent> decoder) {
    /** So often one saga may go on from another that goes on from another. */
    private static final int ORIGINS_MAX = 50;

    /** Empty where there is nothing; throws an {@link IllegalArgumentException} where what is there cannot be used. */
    public List<byte[]> of(String sagaId) {
        List<List<byte[]>> generations = new ArrayList<>();
        String id = sagaId;
        long upTo = Long.MAX_VALUE;
        while (generations.size() <= ORIGINS_MAX) {
            List<byte[]> life = lastLife(log.apply(id), upTo);
            generations.add(0, life);
            SagaOrigin origin = life.isEmpty() ? null : origin(decoder.apply(life.get(0)));
            if (origin == null) {
                List<byte[]> all = new ArrayList<>();
                generations.forEach(all::addAll);
                return all;
            }
            id = origin.getOriginId();
            upTo = origin.getOriginVersion();
        }
        throw new IllegalArgumentException("more than " + ORIGINS_MAX + " sagas go on from each other");
    }

    /** An id may have been used again after its saga was forgotten. */
    private List<byte[]> lastLife(List<byte[]> records, long upTo) {
        List<byte[]> life = new ArrayList<>();
        for (byte[] record : records) {
            SagaEvent event = decoder.apply(record);
            if (event.getVersion() == 1) {
                life.clear();
            }
            if (event.getVersion() <= upTo) {
                life.add(record);
            }
        }
        return life;
    }

    private static @Nullable SagaOrigin origin(SagaEvent first) {
        for (SagaFact fact : first.getFacts()) {
            if (fact.getKind() == SagaFactKind.RESTORED) {
                return fact.getOrigin();
            }
        }
        return null;
    }
}
