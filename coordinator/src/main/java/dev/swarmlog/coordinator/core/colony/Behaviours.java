package dev.swarmlog.coordinator.core.colony;

import dev.swarmlog.coordinator.core.forage.Foraging;
import dev.swarmlog.coordinator.core.forage.Hunt;
import dev.swarmlog.coordinator.core.search.CmaSearch;
import dev.swarmlog.coordinator.core.search.Objective;
import dev.swarmlog.coordinator.core.search.Optimization;
import dev.swarmlog.coordinator.core.search.ParticleSearch;
import dev.swarmlog.coordinator.core.search.Search;
import dev.swarmlog.coordinator.core.space.Clusters;
import dev.swarmlog.coordinator.core.space.Dispersal;
import dev.swarmlog.coordinator.core.space.Flock;
import dev.swarmlog.coordinator.core.space.Migration;
import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.StateReader;

/** From a task to a behaviour, at its beginning and as it was written. */
final class Behaviours {
    private Behaviours() {}

    static Behaviour begin(SwarmDefinition definition, Chance chance) {
        byte[] roles = definition.roles().assigned(definition.particles());
        return switch (definition.task()) {
            case Task.Flocking task -> Flock.scattered(task.world(), task.rule(), roles, chance);
            case Task.Dispersing task -> Dispersal.crowded(task.world(), task.rule(), roles, chance);
            case Task.Clustering task -> clusters(task, roles, chance);
            case Task.Migrating task -> Migration.settled(task.world(), task.regions(), task.speed(), roles, chance);
            case Task.Foraging task -> Foraging.begin(task.rule(), task.meadow(), roles, chance);
            case Task.Hunting task -> Hunt.begin(task.rule(), chance);
            case Task.Swarming task -> {
                Search search = switch (task.method()) {
                    case Task.Cma cma ->
                        CmaSearch.begin(task.box(), definition.particles(), cma.stride(), cma.restarts(), chance);
                    case Task.Particles particles -> ParticleSearch.begin(task.box(), particles.rule(), roles, chance);
                };
                yield new Optimization(task.box(), search, objective(task));
            }
        };
    }

    static Behaviour read(SwarmDefinition definition, StateReader from) {
        byte[] roles = definition.roles().assigned(definition.particles());
        return switch (definition.task()) {
            case Task.Flocking task -> Flock.read(task.world(), task.rule(), roles, from);
            case Task.Dispersing task -> Dispersal.read(task.world(), task.rule(), roles, from);
            case Task.Clustering task -> Clusters.read(task.world(), task.radius(), roles, from);
            case Task.Migrating task -> Migration.read(task.world(), task.regions(), task.speed(), roles, from);
            case Task.Foraging task -> Foraging.read(task.rule(), task.meadow(), roles, from);
            case Task.Hunting task -> Hunt.read(task.rule(), from);
            case Task.Swarming task -> {
                Search search = switch (task.method()) {
                    case Task.Cma cma ->
                        CmaSearch.read(task.box(), definition.particles(), cma.stride(), cma.restarts(), from);
                    case Task.Particles particles -> ParticleSearch.read(task.box(), particles.rule(), roles, from);
                };
                yield Optimization.read(task.box(), search, objective(task), from);
            }
        };
    }

    private static Clusters clusters(Task.Clustering task, byte[] roles, Chance chance) {
        if (task.points().isEmpty()) {
            return Clusters.heaps(task.world(), task.radius(), roles, task.heaps(), task.width(), chance);
        }
        float[] data = new float[task.points().size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = task.points().get(i);
        }
        return Clusters.of(task.world(), task.radius(), roles, data);
    }

    private static Objective objective(Task.Swarming task) {
        return switch (task.evaluation()) {
            case Task.Inside inside -> inside.landscape().instance(task.box().dimensions(), inside.instance());
            case Task.Outside outside ->
                point -> {
                    throw new IllegalStateException(outside.kind().capability() + " tells what points are worth");
                };
        };
    }
}
