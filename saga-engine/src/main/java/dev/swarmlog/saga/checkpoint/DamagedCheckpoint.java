package dev.swarmlog.saga.checkpoint;

/** A stored saga cannot be gone on with; the message says why. */
public final class DamagedCheckpoint extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedCheckpoint(String message) {
        super(message, null, false, false);
    }
}
