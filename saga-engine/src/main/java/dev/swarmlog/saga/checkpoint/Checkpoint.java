package dev.swarmlog.saga.checkpoint;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.fact.Requester;
import java.util.List;

/**
 * A saga, and what the engine has to know beside it.
 *
 * @param hash of its last event; the next one is chained to it
 * @param trace the W3C traceparent that it was started under; empty where there was none
 * @param others who started it once more, and hear how it ends as well
 * @param changedMs when it last changed
 * @param forgetMs when an ended one is forgotten; 0 while it goes on
 */
@SuppressWarnings("ArrayRecordComponent") // read once, written never: nobody compares checkpoints
public record Checkpoint(Saga saga, byte[] hash, String trace, List<Requester> others, long changedMs, long forgetMs) {
    public Checkpoint {
        others = List.copyOf(others);
    }

    public boolean over() {
        return forgetMs != 0;
    }

    /** Whether it goes on only when a person has said how. */
    public boolean needsAttention() {
        return !over() && !saga.attention().isEmpty();
    }

    /** When it must be looked at though nobody calls; 0 means never. */
    public long nextDueMs() {
        return over() ? forgetMs : saga.nextDueMs();
    }
}
