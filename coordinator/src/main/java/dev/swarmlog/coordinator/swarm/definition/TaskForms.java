package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.forage.ForageRule;
import dev.swarmlog.coordinator.core.forage.Meadow;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a swarm is to do. */
final class TaskForms {
    private static final int STATE_BYTES_MAX = 900_000;
    private static final long ITEMS_MAX = 100_000_000;

    private TaskForms() {}

    /** Null where it cannot be told. */
    static @Nullable Task read(Form spec, String behaviour, int particles, boolean hasTarget) {
        return switch (behaviour) {
            case "FLOCKING" -> SpaceForms.flocking(spec);
            case "DISPERSING" -> SpaceForms.dispersing(spec);
            case "CLUSTERING" -> SpaceForms.clustering(spec);
            case "MIGRATING" -> SpaceForms.migrating(spec, particles);
            case "SWARMING" -> SearchForms.swarming(spec, hasTarget);
            case "FORAGING" -> spec.has("work") ? WorkForm.read(spec) : foraging(spec);
            default -> null;
        };
    }

    /** Where nobody says how many there are. */
    static int usualParticles(Task task, int otherwise) {
        return switch (task) {
            case Task.Clustering clustering
            when !clustering.points().isEmpty() ->
                clustering.points().size() / clustering.world().dimensions();
            case Task.Swarming swarming when swarming.method() instanceof Task.Particles -> 40;
            default -> otherwise;
        };
    }

    /** A state is one record; and clusters are counted pair by pair. */
    static int particlesMax(Task task) {
        int bytes = STATE_BYTES_MAX / bytesPerParticle(task);
        return task instanceof Task.Clustering ? Math.min(SpaceForms.POINTS_MAX, bytes) : bytes;
    }

    private static int bytesPerParticle(Task task) {
        return switch (task) {
            case Task.Flocking flocking -> flocking.world().dimensions() == 2 ? 20 : 28;
            case Task.Dispersing dispersing -> 4 * dispersing.world().dimensions();
            case Task.Clustering clustering -> 4 * clustering.world().dimensions();
            case Task.Migrating migrating -> 4 + 4 * migrating.world().dimensions();
            case Task.Foraging foraging -> 16;
            case Task.Hunting hunting -> 1;
            case Task.Swarming swarming ->
                swarming.method() instanceof Task.Particles
                        ? 28 + 24 * swarming.box().dimensions()
                        : 12;
        };
    }

    /** A section that may be missing as a whole: then every field of it has its usual value. */
    static Form section(Form spec, String name) {
        Form form = spec.form(name);
        return form == null
                ? Form.of(new Written.Mapping(spec.at(), List.of()), "", spec.path(name), new Problems())
                : form;
    }

    private static Task foraging(Form spec) {
        Form form = section(spec, "foraging");
        ForageRule usual = ForageRule.USUAL;
        int kinds = (int) form.whole("kinds", 1, 64, usual.kinds());
        int ways = (int) form.whole("ways", 1, 64, usual.ways());
        double evaporation = form.number("evaporation", 0, 0.5, usual.evaporation());
        double greed = form.number("greed", 0, 10, usual.greed());
        long items = form.whole("items", 1, ITEMS_MAX, 100_000);
        double failures = form.number("failures", 0, 0.9, 0.1);
        long meadow = form.whole("meadow", 0, Long.MAX_VALUE, 1);
        form.end();
        return new Task.Foraging(
                new ForageRule(kinds, ways, evaporation, greed), new Meadow(kinds, ways, items, failures, meadow));
    }
}
