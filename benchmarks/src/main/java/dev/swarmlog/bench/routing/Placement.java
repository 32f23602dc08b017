package dev.swarmlog.bench.routing;

import java.util.function.IntToDoubleFunction;

/** Who takes the next message; what a simulation asks of whatever is to be judged. */
interface Placement {
    int NOBODY = -1;

    /** The number of an agent, or {@link #NOBODY} for now. */
    int place(String key, double nowMs);

    /** An agent completed what it was given, or failed at it. */
    void returned(int agent, double sentAtMs, boolean success, double nowMs);

    /** Called now and then. */
    void lookAround(double nowMs);

    /** For those who know all: how much each agent has. */
    default void watch(IntToDoubleFunction loads) {}
}
