package dev.swarmlog.saga.history;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.v1.SagaEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A saga made of its history alone.
 *
 * @param saga the one whose event was last; null where something is wrong
 * @param moment the same one at the version that was asked for; null where it has none of that
 * @param hash of the last event
 * @param problem what is wrong, with the first bad record's number from 1; empty for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // read once, written never: nobody compares folds
public record Fold(@Nullable Saga saga, @Nullable Saga moment, byte[] hash, String problem) {

    /** Of records in their order; a saga that goes on from another comes behind that one's. */
    public static Fold of(List<ByteBuffer> records, Function<byte[], SagaEvent> decoder) {
        return of(records, decoder, 0);
    }

    /** The same, with what the saga was at an earlier version. */
    public static Fold of(List<ByteBuffer> records, Function<byte[], SagaEvent> decoder, long version) {
        Map<String, Chain> chains = new HashMap<>();
        Map<String, Saga> sagas = new HashMap<>();
        Map<String, Saga> moments = new HashMap<>();
        String last = "";
        for (int i = 0; i < records.size(); i++) {
            byte[] record = bytes(records.get(i));
            try {
                SagaEvent event = decoder.apply(record);
                last = event.getSagaId();
                String wrong = chains.computeIfAbsent(last, Chain::new).follow(event, record);
                if (wrong != null) {
                    return broken(i, wrong);
                }
                List<Fact> facts = facts(event);
                Saga saga = Saga.after(before(event, facts, sagas), last, facts, event.getAtMs());
                sagas.put(last, saga);
                if (event.getVersion() == version) {
                    moments.put(last, saga);
                } else if (event.getVersion() == 1) {
                    moments.remove(last);
                }
            } catch (RuntimeException e) { // somebody sent it, and it may be anything
                return broken(i, String.valueOf(e.getMessage()));
            }
        }
        Saga saga = sagas.get(last);
        return saga == null
                ? broken("there is no event")
                : new Fold(
                        saga,
                        moments.get(last),
                        chains.computeIfAbsent(last, Chain::new).hash(),
                        "");
    }

    public static List<Fact> facts(SagaEvent event) {
        List<Fact> facts = new ArrayList<>(event.getFacts().size());
        event.getFacts().forEach(fact -> facts.add(FactCodec.fact(fact)));
        return facts;
    }

    private static @Nullable Saga before(SagaEvent event, List<Fact> facts, Map<String, Saga> sagas) {
        if (event.getVersion() > 1) {
            return sagas.get(event.getSagaId());
        }
        if (facts.isEmpty() || !(facts.get(0) instanceof Fact.Restored restored)) {
            return null;
        }
        Saga origin = sagas.get(restored.originId());
        if (origin == null || origin.version() != restored.originVersion()) {
            throw new IllegalArgumentException("it goes on from version " + restored.originVersion() + " of saga '"
                    + restored.originId() + "', whose events up to there are expected before it");
        }
        return origin;
    }

    public static Fold broken(String why) {
        return new Fold(null, null, new byte[0], why);
    }

    private static Fold broken(int index, String why) {
        return broken("event " + (index + 1) + ": " + why);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
