package dev.swarmlog.simulator.scenario;

import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.faults.Fault;
import dev.swarmlog.simulator.core.swarm.Swarm;
import dev.swarmlog.simulator.core.timing.Arrivals;
import dev.swarmlog.simulator.core.trace.Arrival;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a scenario of a document, or tells all that is wrong with it. Thread-safe. */
public final class ScenarioReader {
    public static final int BYTES_MAX = 1_000_000;

    private static final String API = "swarmlog.dev/v1";
    private static final String KIND = "Scenario";
    private static final int PROBLEMS_MAX = 100;
    private static final DocumentLimits DOCUMENT = new DocumentLimits(BYTES_MAX, 16, 200_000);
    private static final long LASTS_MS = 30_000;
    private static final int NAME_CHARS_MAX = 64;

    private final DocumentReader documents = new DocumentReader(DOCUMENT);
    private final TraceFiles traces;

    public ScenarioReader(TraceFiles traces) {
        this.traces = traces;
    }

    public Reading read(byte[] bytes) {
        Problems problems = new Problems();
        Written root = documents.read(bytes, problems);
        Scenario scenario = root == null ? null : scenario(Form.of(root, "", "", problems), problems);
        return scenario == null || !problems.isEmpty()
                ? new Reading.Invalid(problems.first(PROBLEMS_MAX))
                : new Reading.Valid(scenario);
    }

    private @Nullable Scenario scenario(Form form, Problems problems) {
        demandWord(form, "apiVersion", API);
        demandWord(form, "kind", KIND);
        String name = name(form);
        long seed = form.whole("seed", 0, Long.MAX_VALUE, 1);
        Swarm swarm = SwarmForm.read(form.form("swarm"));
        Scenario.@Nullable Load load = new LoadForm(traces).read(form.form("load"));
        Scenario.@Nullable Work work = WorkForm.read(form.form("work"), load);
        long lastsMs = form.millis("duration", 1, Scenario.LASTS_MS_MAX, usualMs(load));
        List<Written> faults = elements(form);
        form.end();
        List<Fault> read = FaultForms.read(faults, name, swarm, lastsMs, problems);
        return load == null || work == null ? null : new Scenario(name, seed, lastsMs, swarm, load, work, read);
    }

    private static void demandWord(Form form, String field, String word) {
        Written.Text text = form.demandText(field, word);
        if (text != null && !text.text().equals(word)) {
            form.wrong(text.at(), field, word + " is expected, found " + text.told());
        }
    }

    private static String name(Form form) {
        Written metadata = form.demand("metadata", "fields like {name: storm}");
        if (metadata == null) {
            return "sim";
        }
        Form fields = Form.of(metadata, "", "metadata", form.problems());
        Written.Text name = fields.demandText("name", "a name like storm");
        if (name != null && !name.text().matches("[A-Za-z0-9][A-Za-z0-9._-]{0," + (NAME_CHARS_MAX - 1) + "}")) {
            fields.wrong(
                    name.at(),
                    "name",
                    "1 to " + NAME_CHARS_MAX + " letters, digits, '.', '_' and '-' are expected, found " + name.told());
            name = null;
        }
        fields.plain("description", "a text", Limits.TEXT_CHARS_MAX);
        fields.end();
        return name == null ? "sim" : name.text();
    }

    /** A trace is played to its end, unless somebody says otherwise. */
    private static long usualMs(Scenario.@Nullable Load load) {
        if (load != null && load.arrivals() instanceof Arrivals.Recorded recorded) {
            Arrival last = recorded.trace().getLast();
            return Math.clamp((long) Math.ceil(last.atMs() / recorded.speed()) + 1, 1, Scenario.LASTS_MS_MAX);
        }
        return LASTS_MS;
    }

    private static List<Written> elements(Form form) {
        Written value = form.take("faults");
        return switch (value) {
            case null -> List.of();
            case Written.Sequence sequence -> sequence.elements();
            default -> {
                form.wrong(value.at(), "faults", "a list is expected, found " + value.told());
                yield List.of();
            }
        };
    }
}
