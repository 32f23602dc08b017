package dev.swarmlog.coordinator.core.colony;

import dev.swarmlog.coordinator.core.forage.ForageRule;
import dev.swarmlog.coordinator.core.forage.Meadow;
import dev.swarmlog.coordinator.core.search.Landscape;
import dev.swarmlog.coordinator.core.search.ParticleRule;
import dev.swarmlog.coordinator.core.space.FlockRule;
import dev.swarmlog.coordinator.core.space.Region;
import dev.swarmlog.coordinator.core.space.SpreadRule;
import dev.swarmlog.coordinator.core.space.World;
import dev.swarmlog.coordinator.core.swarm.Convergence;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.Roles;
import java.util.List;
import java.util.Map;

/** Swarms for tests, with a goal each: where there is one, that which docs/swarms.md tells. */
final class Swarms {
    private static final Roles SCOUTED = new Roles(Role.WORKER, Map.of(Role.SCOUT, 0.05));
    private static final Roles FORAGERS =
            new Roles(Role.FORAGER, Map.of(Role.SCOUT, 0.05, Role.SOLDIER, 0.01, Role.NURSE, 0.01, Role.QUEEN, 0.001));

    /** A behaviour, its population, and at which measure it is where it should be. */
    @SuppressWarnings("ImmutableEnumChecker") // records of numbers and lists
    enum Kind {
        FLOCKING(new Task.Flocking(new World(2, 335), FlockRule.USUAL), Roles.WORKERS, 0.05),
        FLOCKING_DEEP(new Task.Flocking(new World(3, 110), FlockRule.USUAL), SCOUTED, 0.05),
        DISPERSING(new Task.Dispersing(new World(2, 100), SpreadRule.USUAL), SCOUTED, 0.1),
        DISPERSING_DEEP(
                new Task.Dispersing(new World(3, 100), new SpreadRule(1.8, 0.5, 0.01, 3, 1.5)), Roles.WORKERS, 0.3),
        CLUSTERING(new Task.Clustering(new World(2, 100), 8, List.of(), 8, 1.5), Roles.WORKERS, 1e-4),
        MIGRATING(new Task.Migrating(new World(2, 100), regions(), 2), SCOUTED, 0.001),
        CMA(swarming(Landscape.ROSENBROCK, new Task.Cma(0.2, 3)), Roles.WORKERS, 1e-8),
        PARTICLES(swarming(Landscape.SPHERE, new Task.Particles(ParticleRule.USUAL)), SCOUTED, 1e-8),
        FORAGING(new Task.Foraging(ForageRule.USUAL, new Meadow(4, 4, 100_000, 0.2, 3)), FORAGERS, 0);

        final Task task;
        final Roles roles;
        final double goal;

        Kind(Task task, Roles roles, double goal) {
            this.task = task;
            this.roles = roles;
            this.goal = goal;
        }
    }

    private Swarms() {}

    private static Task swarming(Landscape landscape, Task.Method method) {
        return new Task.Swarming(landscape.box(10), method, new Task.Inside(landscape, 1));
    }

    private static List<Region> regions() {
        return List.of(
                new Region("dear", 10, 10, 0, 9, 1_000),
                new Region("cheap", 90, 90, 0, 1, 300),
                new Region("fair", 90, 10, 0, 2, 600),
                new Region("far", 10, 90, 0, 4, 1_000));
    }

    static SwarmDefinition aSwarm(Kind kind, int particles) {
        return aSwarm(kind, particles, new Convergence(kind.goal, 500, 1e-12, 0, 20_000), Fallback.BEST);
    }

    static SwarmDefinition aSwarm(Kind kind, int particles, Convergence convergence, Fallback fallback) {
        return new SwarmDefinition(
                "test", "hash", "", Map.of(), 1, particles, kind.roles, kind.task, convergence, fallback, 0);
    }
}
