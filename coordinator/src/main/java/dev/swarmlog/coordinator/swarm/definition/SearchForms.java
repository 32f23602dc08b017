package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.search.Batches;
import dev.swarmlog.coordinator.core.search.Box;
import dev.swarmlog.coordinator.core.search.Landscape;
import dev.swarmlog.coordinator.core.search.ParticleRule;
import dev.swarmlog.coordinator.core.swarm.Evolution;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Spot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SWARMING: where, how, and by whose word is searched. */
final class SearchForms {
    private static final int BATCH_MAX = 1_000;
    private static final int RESTARTS_USUAL = 30;
    private static final int RESTARTS_MAX = 1_000;
    private static final List<String> METHODS = List.of("CMA", "PARTICLES");
    private static final List<String> LANDSCAPES =
            Arrays.stream(Landscape.values()).map(Enum::name).toList();

    private SearchForms() {}

    static @Nullable Task swarming(Form spec, boolean hasTarget) {
        Form form = TaskForms.section(spec, "swarming");
        int dimensions = (int) form.whole("dimensions", 1, Box.DIMENSIONS_MAX, 10);
        Spot at = form.at();
        double[] lower = Numbers.each(form, "lower", dimensions, -Landscape.BOUND);
        double[] upper = Numbers.each(form, "upper", dimensions, Landscape.BOUND);
        Task.Method method = method(form, hasTarget);
        Task.Evaluation evaluation = evaluation(form);
        form.end();
        if (lower == null || upper == null || evaluation == null) {
            return null;
        }
        for (int d = 0; d < dimensions; d++) {
            if (lower[d] >= upper[d]) {
                spec.problems()
                        .add(
                                at,
                                "",
                                form.path("upper"),
                                "more than lower is expected, found " + upper[d] + " and " + lower[d]);
                return null;
            }
        }
        return new Task.Swarming(new Box(lower, upper), method, evaluation);
    }

    /** Where a goal is known, it begins anew until that is reached; else it would never know when to end. */
    private static Task.Method method(Form form, boolean hasTarget) {
        String name = form.word("method", METHODS);
        if (name == null || name.equals("CMA")) {
            double stride = form.number("stride", 1e-6, 1, 0.2);
            int restarts = (int) form.whole("restarts", 0, RESTARTS_MAX, hasTarget ? RESTARTS_USUAL : 0);
            return new Task.Cma(stride, restarts);
        }
        ParticleRule usual = ParticleRule.USUAL;
        return new Task.Particles(new ParticleRule(
                form.number("inertia", 0, 1, usual.inertia()),
                form.number("own", 0, 4, usual.own()),
                form.number("social", 0, 4, usual.social()),
                (int) form.whole("neighbours", 0, 1_000, usual.neighbours()),
                (int) form.whole("patience", 1, 1_000_000, usual.patience()),
                evolution(form.form("evolution"))));
    }

    private static Evolution evolution(@Nullable Form form) {
        if (form == null) {
            return Evolution.NONE;
        }
        Evolution evolution = new Evolution(
                (int) form.whole("every", 1, 1_000_000, 20),
                form.number("share", 0, 0.9, 0.1),
                form.number("mutation", 0, 1, 0.02));
        form.end();
        return evolution;
    }

    private static Task.@Nullable Evaluation evaluation(Form form) {
        Form objective = form.form("objective");
        if (objective == null) {
            form.wrong(
                    form.at(),
                    "objective",
                    "fields like {function: ROSENBROCK} or {capability: calc.cost} are expected, found nothing");
            return null;
        }
        if (objective.has("capability")) {
            Task.Outside outside = new Task.Outside(
                    WorkForm.errand(objective),
                    new Batches.Rule(
                            (int) objective.whole("batch", 1, BATCH_MAX, 50),
                            (int) objective.whole("attempts", 1, 100, 3),
                            objective.millis("patience", 100, WorkForm.PATIENCE_MS_MAX, 30_000)));
            objective.end();
            return outside;
        }
        if (!objective.has("function")) {
            String expected = "one of " + String.join(", ", LANDSCAPES) + " is expected, found nothing";
            objective.wrong(objective.at(), "function", expected);
        }
        String function = objective.word("function", LANDSCAPES);
        long instance = objective.whole("instance", 0, Long.MAX_VALUE, 1);
        objective.end();
        return function == null ? null : new Task.Inside(Landscape.valueOf(function), instance);
    }
}
