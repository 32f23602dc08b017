package dev.swarmlog.agent.discovery;

/** In which order agents are told. */
public enum AgentOrder {
    /** Nearest first, then those with proof of their liveness, then the healthiest, then the least loaded. */
    BEST_FIRST,
    /** By their ids; the place of an agent never changes. */
    BY_ID
}
