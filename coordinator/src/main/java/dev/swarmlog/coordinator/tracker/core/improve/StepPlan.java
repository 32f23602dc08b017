package dev.swarmlog.coordinator.tracker.core.improve;

/**
 * What a definition says of a step.
 *
 * @param timeoutMs how much time an attempt has; 0 means no end
 * @param attemptsMax including the first
 * @param pauseMs before the second attempt, at most
 * @param isWork whether agents do it, rather than the saga itself waiting
 */
public record StepPlan(String name, long timeoutMs, int attemptsMax, long pauseMs, boolean isWork) {}
