package dev.swarmlog.simulator.scenario;

import dev.swarmlog.document.Form;
import dev.swarmlog.document.Written;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.timing.Arrivals;
import dev.swarmlog.simulator.core.trace.Arrival;
import dev.swarmlog.simulator.core.trace.Tokens;
import dev.swarmlog.simulator.core.trace.TraceReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of the agents of a scenario, and when. */
final class LoadForm {
    private static final List<String> MODELS = List.of("paced", "poisson", "bursts", "diurnal", "closed", "trace");
    private static final double PER_SECOND = 500;
    private static final int PAYLOAD_BYTES_MAX = 100_000;
    private static final long TIMEOUT_MS = 30_000;
    private static final long TIMEOUT_MS_MAX = 3_600_000;
    private static final int CUSTOMERS_MAX = 1_000_000;
    private static final long DAY_MS = 86_400_000;
    private static final double MS_PER_SECOND = 1_000;

    private final TraceFiles traces;

    LoadForm(TraceFiles traces) {
        this.traces = traces;
    }

    /** Null where it cannot be told what is asked. */
    Scenario.@Nullable Load read(@Nullable Form form) {
        if (form == null) {
            return new Scenario.Load(new Arrivals.Paced(PER_SECOND), 0, TIMEOUT_MS);
        }
        Form model = form.form("arrivals");
        Arrivals arrivals = model == null ? new Arrivals.Paced(PER_SECOND) : arrivals(model);
        int payloadBytes = (int) form.whole("payloadBytes", 0, PAYLOAD_BYTES_MAX, 0);
        long timeoutMs = form.millis("timeout", 1, TIMEOUT_MS_MAX, TIMEOUT_MS);
        form.end();
        return arrivals == null ? null : new Scenario.Load(arrivals, payloadBytes, timeoutMs);
    }

    private @Nullable Arrivals arrivals(Form form) {
        boolean isThere = form.has("model");
        String model = form.word("model", MODELS);
        if (model == null) {
            if (!isThere) {
                form.wrong(form.at(), "model", "one of " + String.join(", ", MODELS) + " is expected, found nothing");
            }
            return null;
        }
        Arrivals arrivals = switch (model) {
            case "paced" -> rising(form, new Arrivals.Paced(rate(form, "perSecond")));
            case "poisson" -> rising(form, new Arrivals.Poisson(rate(form, "perSecond")));
            case "bursts" -> rising(form, bursts(form));
            case "diurnal" -> rising(form, diurnal(form));
            case "closed" ->
                new Arrivals.Closed(
                        (int) form.whole("customers", 1, CUSTOMERS_MAX, 1), form.millis("think", 0, DAY_MS, 0));
            default -> trace(form);
        };
        form.end();
        return arrivals;
    }

    private static @Nullable Arrivals rising(Form form, @Nullable Arrivals whole) {
        long rampUpMs = form.millis("rampUp", 0, DAY_MS, 0);
        return whole == null || rampUpMs == 0 ? whole : new Arrivals.Rising(whole, rampUpMs / MS_PER_SECOND);
    }

    private static double rate(Form form, String field) {
        if (!form.has(field)) {
            form.wrong(form.at(), field, "messages a second, like 500, are expected, found nothing");
        }
        return form.number(field, 0, Scenario.RATE_MAX, 0);
    }

    private static @Nullable Arrivals bursts(Form form) {
        double perSecond = rate(form, "perSecond");
        double burst = rate(form, "burstPerSecond");
        long everyMs = form.millis("every", 1, DAY_MS, 10_000);
        var at = form.spot("length");
        long lengthMs = form.millis("length", 1, DAY_MS, Math.min(1_000, everyMs));
        if (lengthMs > everyMs) {
            form.wrong(at, "length", "a burst that is over before the next one begins is expected");
            return null;
        }
        return new Arrivals.Bursts(perSecond, burst, everyMs / MS_PER_SECOND, lengthMs / MS_PER_SECOND);
    }

    private static @Nullable Arrivals diurnal(Form form) {
        double low = rate(form, "lowPerSecond");
        var at = form.spot("highPerSecond");
        double high = rate(form, "highPerSecond");
        long periodMs = form.millis("period", 1, DAY_MS, 60_000);
        if (high < low) {
            form.wrong(at, "highPerSecond", "at least lowPerSecond is expected");
            return null;
        }
        return new Arrivals.Diurnal(low, high, periodMs / MS_PER_SECOND);
    }

    private @Nullable Arrivals trace(Form form) {
        Written.Text file = form.demandText("file", "a trace like traces/llm.csv");
        double speed = form.number("speed", 0.001, 1_000_000, 1);
        Tokens usual = Tokens.USUAL;
        Tokens tokens = new Tokens(
                form.number("bytesPerToken", 0, 1_000, usual.bytesPerToken()),
                form.number("msPerTokenRead", 0, 60_000, usual.msPerTokenRead()),
                form.number("msPerTokenWritten", 0, 60_000, usual.msPerTokenWritten()));
        List<Arrival> trace = file == null ? null : trace(form, file, tokens);
        return trace == null ? null : new Arrivals.Recorded(trace, speed);
    }

    private @Nullable List<Arrival> trace(Form form, Written.Text file, Tokens tokens) {
        try (BufferedReader text = traces.open(file.text())) {
            return new TraceReader(tokens).read(text);
        } catch (IOException e) {
            form.wrong(file.at(), "file", "a trace that can be read is expected, found " + e);
        } catch (IllegalArgumentException e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .forEach(problem -> form.wrong(file.at(), "file", file.text() + ":" + problem));
        }
        return null;
    }
}
