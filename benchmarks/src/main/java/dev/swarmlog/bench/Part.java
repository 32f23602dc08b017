package dev.swarmlog.bench;

/** One thing that a bench measures. */
public interface Part {
    /** By which {@code --only} chooses it. */
    String name();

    /** Measures, and leaves nothing running. It has the ground to itself, but for topics of other prefixes. */
    void measure(Ground ground, Findings findings) throws InterruptedException;
}
