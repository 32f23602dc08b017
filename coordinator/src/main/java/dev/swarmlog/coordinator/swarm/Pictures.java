package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.colony.Ending;
import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.forage.Foraging;
import dev.swarmlog.coordinator.core.forage.Hunt;
import dev.swarmlog.coordinator.core.forage.Trails;
import dev.swarmlog.coordinator.core.search.Optimization;
import dev.swarmlog.coordinator.core.space.Clusters;
import dev.swarmlog.coordinator.core.space.Migration;
import dev.swarmlog.coordinator.core.space.World;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Roles;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmFrame;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import dev.swarmlog.v1.SwarmTrails;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Swarms as the world sees them. */
final class Pictures {
    private Pictures() {}

    static SwarmState state(Colony colony) {
        Ending ending = colony.ending();
        if (ending == null) {
            return SwarmState.RUNNING;
        }
        return switch (ending.how()) {
            case CONVERGED -> SwarmState.CONVERGED;
            case EXHAUSTED -> SwarmState.EXHAUSTED;
            case STOPPED -> SwarmState.STOPPED;
            case FAILED -> SwarmState.FAILED;
        };
    }

    static SwarmStatus status(Running swarm, long nowMs) {
        Colony colony = swarm.colony;
        SwarmDefinition definition = colony.definition();
        Ending ending = colony.ending();
        boolean searches = colony.behaviour() instanceof Optimization;
        Optimization search = searches ? (Optimization) colony.behaviour() : null;
        return SwarmStatus.newBuilder()
                .setSwarmId(swarm.id())
                .setName(definition.name())
                .setBehaviour(definition.task().behaviour())
                .setDefinitionHash(definition.hash())
                .setTags(definition.tags())
                .setState(state(colony))
                .setSeed(colony.seed())
                .setParticles(colony.behaviour().size())
                .setRoles(roles(colony))
                .setSteps(colony.steps())
                .setStepsMax(definition.convergence().stepsMax())
                .setMeasure(colony.best())
                .setTarget(definition.convergence().target())
                .setDiversity(colony.behaviour().diversity())
                .setRestarts(colony.restarts())
                .setEvaluations(search == null ? 0 : search.evaluations())
                .setBestPoint(search == null ? List.of() : boxed(search.bestPoint()))
                .setCounts(counts(colony))
                .setTrails(trails(colony))
                .setCurveEvery(colony.curve().every())
                .setMeasures(boxed(colony.curve().measures()))
                .setDiversities(boxed(colony.curve().diversities()))
                .setReason(ending == null ? "" : ending.reason())
                .setDetail(ending == null ? "" : ending.detail())
                .setStartedAtMs(swarm.start.getSentAtMs())
                .setChangedAtMs(nowMs)
                .setEndedAtMs(ending == null ? 0 : nowMs)
                .setStateHash(swarm.written.hash())
                .setStateBytes(swarm.written.bytes())
                .build();
    }

    /** Of one that nothing can be read of but how it was started. */
    static SwarmStatus damaged(SwarmCommand start, String why, long nowMs) {
        return SwarmStatus.newBuilder()
                .setSwarmId(start.getSwarmId())
                .setName("")
                .setBehaviour("")
                .setDefinitionHash("")
                .setState(SwarmState.FAILED)
                .setSeed(start.getSeed())
                .setParticles(0)
                .setSteps(0)
                .setStepsMax(0)
                .setMeasure(Double.POSITIVE_INFINITY)
                .setTarget(Double.NaN)
                .setDiversity(0)
                .setReason("DAMAGED")
                .setDetail(why)
                .setStartedAtMs(start.getSentAtMs())
                .setChangedAtMs(nowMs)
                .setEndedAtMs(nowMs)
                .build();
    }

    private static Map<String, Integer> roles(Colony colony) {
        byte[] assigned =
                colony.definition().roles().assigned(colony.behaviour().size());
        Map<String, Integer> roles = new TreeMap<>();
        Roles.counted(assigned).forEach((role, count) -> roles.put(role.name(), count));
        return roles;
    }

    private static Map<String, Long> counts(Colony colony) {
        Map<String, Long> counts = new LinkedHashMap<>();
        switch (colony.behaviour()) {
            case Foraging foraging -> {
                counts.put("brought", foraging.brought());
                counts.put("aside", foraging.aside());
            }
            case Hunt hunt -> counts.putAll(hunt.counts());
            case Clusters clusters ->
                counts.put(
                        "clusters",
                        Arrays.stream(clusters.clusters()).distinct().count());
            case Migration migration -> {
                var regions = ((Task.Migrating) colony.definition().task()).regions();
                int[] booked = migration.booked();
                for (int i = 0; i < booked.length; i++) {
                    counts.put(regions.get(i).name(), (long) booked[i]);
                }
            }
            default -> {}
        }
        return counts;
    }

    private static @Nullable SwarmTrails trails(Colony colony) {
        return switch (colony.behaviour()) {
            case Foraging foraging -> {
                Trails trails = foraging.trails();
                yield new SwarmTrails(
                        names("kind", trails.kinds()), names("way", trails.ways()), boxed(trails.strengths()));
            }
            case Hunt hunt ->
                new SwarmTrails(
                        List.of("items"), hunt.ways(), boxed(hunt.trails().strengths()));
            default -> null;
        };
    }

    private static List<String> names(String what, int count) {
        return IntStream.range(0, count).mapToObj(i -> what + "-" + i).toList();
    }

    static SwarmFrame frame(Running swarm, int shownMax, long nowMs) {
        Colony colony = swarm.colony;
        Frame frame = new Frame(shownMax);
        colony.behaviour().show(frame);
        ByteBuffer places = ByteBuffer.allocate(frame.count() * 3 * Float.BYTES);
        places.asFloatBuffer().put(frame.places());
        double[][] bounds = bounds(colony.definition().task());
        return new SwarmFrame(
                swarm.id(),
                colony.steps(),
                nowMs,
                bounds[0].length,
                boxed(bounds[0]),
                boxed(bounds[1]),
                colony.behaviour().size(),
                places,
                ByteBuffer.wrap(frame.roles()));
    }

    private static double[][] bounds(Task task) {
        return switch (task) {
            case Task.Flocking flocking -> bounds(flocking.world());
            case Task.Dispersing dispersing -> bounds(dispersing.world());
            case Task.Clustering clustering -> bounds(clustering.world());
            case Task.Migrating migrating -> bounds(migrating.world());
            case Task.Swarming swarming -> {
                int shown = Math.min(3, swarming.box().dimensions());
                double[][] bounds = new double[2][shown];
                Arrays.setAll(bounds[0], swarming.box()::lower);
                Arrays.setAll(bounds[1], swarming.box()::upper);
                yield bounds;
            }
            case Task.Hunting hunting ->
                new double[][] {
                    {0, 0, 0}, {2, hunting.ways().size() + 1, hunting.rule().attemptsMax()}
                };
            case Task.Foraging foraging ->
                new double[][] {
                    {0, 0, 0}, {foraging.rule().kinds(), foraging.rule().ways(), 20}
                };
        };
    }

    private static double[][] bounds(World world) {
        double[] upper = new double[world.dimensions()];
        Arrays.fill(upper, world.size());
        return new double[][] {new double[upper.length], upper};
    }

    private static List<Double> boxed(double[] numbers) {
        List<Double> boxed = new ArrayList<>(numbers.length);
        for (double number : numbers) {
            boxed.add(number);
        }
        return boxed;
    }
}
