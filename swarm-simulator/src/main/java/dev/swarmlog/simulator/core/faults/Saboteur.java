package dev.swarmlog.simulator.core.faults;

/** Carries faults out. */
public interface Saboteur {
    /** Whatever the fault does begins; again and again, where it flaps. */
    void strikes(Strike strike);

    void relents(Strike strike);
}
