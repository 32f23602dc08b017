package dev.swarmlog.registry.core.liveness;

/** How an agent's liveness is proven, from weak to strong. */
public enum Liveness {
    /** Not at all: it has not beaten yet, or beats no more. */
    NONE,
    HEARTBEATING,
    /** It answered a canary. */
    ANSWERING,
    /** It completed work. */
    WORKING
}
