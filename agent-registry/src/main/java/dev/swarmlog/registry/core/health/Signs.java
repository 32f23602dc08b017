package dev.swarmlog.registry.core.health;

/**
 * What is known of an agent at a moment that bears on its health.
 *
 * @param staleness 0 when it just beat, 1 when it has been silent for so long that it is suspect
 * @param use what it has taken on, as a share of what it can work on at once; above 1 some of it waits
 */
public record Signs(TrackRecord work, double staleness, double use, int canariesUnanswered, long nowMs) {}
