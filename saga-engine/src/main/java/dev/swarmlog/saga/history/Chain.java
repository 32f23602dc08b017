package dev.swarmlog.saga.history;

import dev.swarmlog.v1.SagaEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far the history of one saga was followed. Mutable, for one thread. */
public final class Chain {
    private static final byte[] NOTHING = new byte[0];

    private final String sagaId;
    private long version;
    private byte[] hash = NOTHING;

    public Chain(String sagaId) {
        this.sagaId = sagaId;
    }

    /** The version of the last good event; 0 before the first. */
    public long version() {
        return version;
    }

    /** The hash of the last good event; empty before the first. */
    public byte[] hash() {
        return hash.clone();
    }

    /**
     * Follows the chain by one event, or says what is wrong with it. After the end of a saga that was forgotten, another
     * may have begun under its id: that one's first event begins a new chain.
     */
    public @Nullable String follow(SagaEvent event, byte[] record) {
        String wrong = problem(event, record);
        if (wrong == null) {
            version = event.getVersion();
            hash = Seal.hashOf(record);
        }
        return wrong;
    }

    private @Nullable String problem(SagaEvent event, byte[] record) {
        if (!Seal.isIntact(record)) {
            return "the event was altered: its bytes do not have the hash that it bears";
        }
        if (!event.getSagaId().equals(sagaId)) {
            return "the event is of saga '" + event.getSagaId() + "', not of '" + sagaId + "'";
        }
        byte[] previous = bytes(event);
        if (event.getVersion() == 1 && previous.length == 0) {
            return null;
        }
        if (event.getVersion() != version + 1) {
            return "version " + (version + 1) + " is expected, found " + event.getVersion()
                    + (version == 0 ? ": what came before is not there any more" : "");
        }
        return Arrays.equals(previous, hash) ? null : "the event does not follow from the one before it";
    }

    private static byte[] bytes(SagaEvent event) {
        byte[] previous = new byte[event.getPreviousHash().remaining()];
        event.getPreviousHash().duplicate().get(previous);
        return previous;
    }
}
