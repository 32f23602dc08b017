package dev.swarmlog.simulator.scenario;

import dev.swarmlog.document.Form;
import dev.swarmlog.document.Written;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.timing.Arrivals;
import dev.swarmlog.simulator.core.timing.ServiceTime;
import dev.swarmlog.simulator.core.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the agents of a scenario do what they are asked. */
final class WorkForm {
    private static final List<String> MODELS =
            List.of("constant", "exponential", "log-normal", "bimodal", "measured", "trace");
    private static final double MS_MAX = 3_600_000;
    private static final ServiceTime USUAL = new ServiceTime.Exponential(2);

    private WorkForm() {}

    /** Null where it cannot be told how. */
    static Scenario.@Nullable Work read(@Nullable Form form, Scenario.@Nullable Load load) {
        if (form == null) {
            return new Scenario.Work(USUAL, false, 0);
        }
        double failures = form.number("failures", 0, 0.999, 0);
        Form model = form.form("time");
        form.end();
        if (model == null) {
            return new Scenario.Work(USUAL, false, failures);
        }
        boolean isThere = model.has("model");
        String name = model.word("model", MODELS);
        if (name == null) {
            if (!isThere) {
                model.wrong(model.at(), "model", "one of " + String.join(", ", MODELS) + " is expected, found nothing");
            }
            return null;
        }
        ServiceTime time = time(model, name, load);
        model.end();
        return time == null ? null : new Scenario.Work(time, name.equals("trace"), failures);
    }

    private static @Nullable ServiceTime time(Form form, String model, Scenario.@Nullable Load load) {
        return switch (model) {
            case "constant" -> new ServiceTime.Constant(ms(form, "ms"));
            case "exponential" -> new ServiceTime.Exponential(ms(form, "meanMs"));
            case "log-normal" -> {
                double medianMs = ms(form, "medianMs");
                yield new ServiceTime.LogNormal(
                        medianMs, form.number("sigma", 0, 5, 1), form.number("maxMs", medianMs, MS_MAX, MS_MAX));
            }
            case "bimodal" ->
                new ServiceTime.Bimodal(ms(form, "fastMs"), ms(form, "slowMs"), form.number("slowShare", 0, 1, 0.1));
            case "measured" -> measured(form);
            default -> recorded(form, load);
        };
    }

    private static double ms(Form form, String field) {
        if (!form.has(field)) {
            form.wrong(form.at(), field, "milliseconds, like 2.5, are expected, found nothing");
        }
        return form.number(field, 0, MS_MAX, 0);
    }

    private static @Nullable ServiceTime measured(Form form) {
        List<Double> ms = new ArrayList<>();
        Written written = form.demand("ms", "a list of milliseconds, like [1, 2.5],");
        List<Written> elements = written instanceof Written.Sequence list ? list.elements() : List.of();
        for (Written element : elements) {
            double value = switch (element) {
                case Written.Whole whole -> whole.value();
                case Written.Decimal decimal -> decimal.value();
                default -> -1;
            };
            if (value >= 0 && value <= MS_MAX) {
                ms.add(value);
            } else {
                form.wrong(element.at(), "ms", "milliseconds of 0 or more are expected, found " + element.told());
            }
        }
        if (written != null && elements.isEmpty()) {
            form.wrong(
                    written.at(), "ms", "a list of milliseconds, like [1, 2.5], is expected, found " + written.told());
        }
        return ms.isEmpty() ? null : new ServiceTime.Measured(ms);
    }

    /** As the trace says of each message; where it does not, any of the times that it does say. */
    private static @Nullable ServiceTime recorded(Form form, Scenario.@Nullable Load load) {
        if (load == null) {
            return null;
        }
        List<Double> ms = load.arrivals() instanceof Arrivals.Recorded recorded
                ? recorded.trace().stream()
                        .map(Arrival::workMs)
                        .filter(each -> each >= 0)
                        .toList()
                : List.of();
        if (ms.isEmpty()) {
            form.wrong(form.at(), "model", "arrivals from a trace that says how long its messages take are expected");
            return null;
        }
        return new ServiceTime.Measured(ms);
    }
}
