package dev.swarmlog.coordinator.core.search;

import dev.swarmlog.coordinator.core.swarm.Evolution;

/**
 * How particles fly (Kennedy and Eberhart, 1995; the constants are Clerc and Kennedy's, 2002).
 *
 * @param inertia how much of its velocity each keeps
 * @param own how much each is drawn to the best point of its own
 * @param social how much each is drawn to the best point of its neighbours
 * @param neighbours on each side, in a ring of particles, who tell each other their best; 0 means all
 * @param patience after so many generations without a better point of its own a scout begins anew elsewhere
 */
public record ParticleRule(
        double inertia, double own, double social, int neighbours, int patience, Evolution evolution) {
    public static final ParticleRule USUAL = new ParticleRule(0.7298, 1.49618, 1.49618, 0, 50, Evolution.NONE);
}
