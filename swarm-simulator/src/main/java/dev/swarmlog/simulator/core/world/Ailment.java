package dev.swarmlog.simulator.core.world;

/** What may be wrong with a simulated agent; several things at once, if you like, and each for several reasons. */
public enum Ailment {
    /** Its process is gone: it hears and says nothing, and has forgotten everything. Healed, it is a later start of itself. */
    CRASHED(true),
    /** It works, but beats no more. */
    SILENT(true),
    /** It beats, and gets nothing done. */
    HUNG(true),
    /** It takes several times as long. */
    SLOW(false),
    /** It says that it is idle and well, and fails whatever it does. */
    LYING(false),
    /** It hears and says nothing for a while, and then all of it. */
    CUT_OFF(true),
    /** It gives each result twice. */
    DOUBLING(false);

    private final boolean disturbs;

    Ailment(boolean disturbs) {
        this.disturbs = disturbs;
    }

    /** Whether the platform may well take its work for lost and give it to others, though it may be done. */
    boolean disturbs() {
        return disturbs;
    }
}
