package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.coordinator.core.colony.Fallback;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.swarm.Convergence;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Written;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** When a swarm is done, and what becomes of it when it is not. */
final class EndForms {
    private static final long STEPS_MAX = 100_000_000;
    private static final int RESTARTS_MAX = 100;

    private EndForms() {}

    static boolean hasTarget(@Nullable Written ends) {
        return ends instanceof Written.Mapping fields
                && fields.entries().stream().anyMatch(entry -> entry.name().equals("target"));
    }

    static Convergence convergence(Form spec, @Nullable Written ends, @Nullable Task task) {
        Convergence usual = usual(task);
        if (ends == null) {
            return usual;
        }
        Form form = Form.of(ends, "", spec.path("convergence"), spec.problems());
        double target = form.number("target", -Double.MAX_VALUE, Double.MAX_VALUE, usual.target());
        int window = (int) form.whole("window", 1, Convergence.WINDOW_MAX, usual.window());
        double tolerance = form.number("tolerance", 0, 1, usual.tolerance());
        double diversity = form.number("diversity", 0, Double.MAX_VALUE, usual.diversity());
        long steps = form.whole("steps", 1, STEPS_MAX, usual.stepsMax());
        form.end();
        return new Convergence(target, window, tolerance, diversity, steps);
    }

    /** The documented goal of each behaviour. */
    static Convergence usual(@Nullable Task task) {
        return switch (task) {
            case Task.Flocking flocking -> new Convergence(0.05, 1_000, 1e-6, 0, 20_000);
            case Task.Dispersing dispersing -> new Convergence(0.1, 100, 1e-4, 0, 5_000);
            case Task.Clustering clustering -> new Convergence(1e-4, 100, 1e-6, 0, 5_000);
            case Task.Migrating migrating -> new Convergence(0.001, 1_000, 1e-9, 0, 20_000);
            case Task.Foraging foraging -> new Convergence(Double.NaN, 5_000, 0, 0, 100_000);
            case null -> new Convergence(Double.NaN, 1, 0, 0, 1);
            case Task.Hunting hunting -> new Convergence(Double.NaN, 1, 0, 0, STEPS_MAX);
            case Task.Swarming swarming -> new Convergence(Double.NaN, 300, 1e-12, 0, 100_000);
        };
    }

    /** A word, or fields. */
    static Fallback fallback(Form spec) {
        Written written = spec.take("fallback");
        return switch (written) {
            case null -> Fallback.BEST;
            case Written.Mapping fields -> read(Form.of(fields, "", spec.path("fallback"), spec.problems()));
            case Written.Text word -> new Fallback(kind(spec, word), kind(word) == Fallback.Kind.RESTART ? 1 : 0);
            default -> {
                spec.wrong(written.at(), "fallback", "BEST, RESTART or FAIL is expected, found " + written.told());
                yield Fallback.BEST;
            }
        };
    }

    private static Fallback read(Form form) {
        Fallback.Kind kind = form.choice("kind", Fallback.Kind.class, Fallback.Kind.RESTART);
        int restarts = (int) form.whole("restarts", 0, RESTARTS_MAX, kind == Fallback.Kind.RESTART ? 1 : 0);
        form.end();
        return new Fallback(kind, restarts);
    }

    private static Fallback.Kind kind(Form spec, Written.Text word) {
        Fallback.Kind kind = kind(word);
        if (kind == null) {
            spec.wrong(word.at(), "fallback", "BEST, RESTART or FAIL is expected, found " + word.told());
            return Fallback.Kind.BEST;
        }
        return kind;
    }

    private static Fallback.@Nullable Kind kind(Written.Text word) {
        return Arrays.stream(Fallback.Kind.values())
                .filter(kind -> kind.name().equals(word.text()))
                .findFirst()
                .orElse(null);
    }
}
