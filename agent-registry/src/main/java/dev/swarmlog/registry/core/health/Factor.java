package dev.swarmlog.registry.core.health;

/** What an agent's health is judged by. */
public enum Factor {
    STALENESS,
    SUCCESS_RATE,
    CONSECUTIVE_FAILURES,
    RESPONSE_TIME,
    SATURATION,
    CANARY
}
