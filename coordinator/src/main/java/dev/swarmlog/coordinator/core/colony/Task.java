package dev.swarmlog.coordinator.core.colony;

import dev.swarmlog.coordinator.core.forage.ForageRule;
import dev.swarmlog.coordinator.core.forage.HuntRule;
import dev.swarmlog.coordinator.core.forage.Meadow;
import dev.swarmlog.coordinator.core.search.Batches;
import dev.swarmlog.coordinator.core.search.Box;
import dev.swarmlog.coordinator.core.search.Landscape;
import dev.swarmlog.coordinator.core.search.ParticleRule;
import dev.swarmlog.coordinator.core.space.FlockRule;
import dev.swarmlog.coordinator.core.space.Region;
import dev.swarmlog.coordinator.core.space.SpreadRule;
import dev.swarmlog.coordinator.core.space.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a swarm is to do. */
public sealed interface Task {
    /** As definitions call it. */
    String behaviour();

    record Flocking(World world, FlockRule rule) implements Task {
        @Override
        public String behaviour() {
            return "FLOCKING";
        }
    }

    record Dispersing(World world, SpreadRule rule) implements Task {
        @Override
        public String behaviour() {
            return "DISPERSING";
        }
    }

    /**
     * Like to like.
     *
     * @param points where the particles begin, two or three numbers each; empty for heaps that chance makes
     * @param heaps how many
     * @param width of each heap
     */
    record Clustering(World world, float radius, List<Float> points, int heaps, double width) implements Task {
        @Override
        public String behaviour() {
            return "CLUSTERING";
        }
    }

    record Migrating(World world, List<Region> regions, float speed) implements Task {
        @Override
        public String behaviour() {
            return "MIGRATING";
        }
    }

    record Swarming(Box box, Method method, Evaluation evaluation) implements Task {
        @Override
        public String behaviour() {
            return "SWARMING";
        }
    }

    record Foraging(ForageRule rule, Meadow meadow) implements Task {
        @Override
        public String behaviour() {
            return "FORAGING";
        }
    }

    /**
     * FORAGING for real.
     *
     * @param kind what agents are asked
     */
    record Hunting(Errand kind, HuntRule rule, List<Way> ways) implements Task {
        @Override
        public String behaviour() {
            return "FORAGING";
        }
    }

    /**
     * What agents are asked: a capability, of these versions.
     *
     * @param reserve what a budget is asked for before; null where none is
     */
    record Errand(
            String capability, String versions, @Nullable Reserve reserve) {}

    /** Who can be sent: agents of a region, with these tags; empty means any. */
    record Way(String name, String region, List<String> tags) {}

    /** How it searches. */
    sealed interface Method {}

    /**
     * CMA-ES.
     *
     * @param stride at first, as a share of the box
     */
    record Cma(double stride, int restarts) implements Method {}

    /** A particle swarm. */
    record Particles(ParticleRule rule) implements Method {}

    /** Who says what a point is worth. */
    sealed interface Evaluation {}

    /** A function in the same process. */
    record Inside(Landscape landscape, long instance) implements Evaluation {}

    /** Agents, each a batch of points at a time. */
    record Outside(Errand kind, Batches.Rule rule) implements Evaluation {}
}
