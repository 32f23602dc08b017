package dev.swarmlog.coordinator.session.document;

import dev.swarmlog.coordinator.session.core.plan.Bounds;
import dev.swarmlog.coordinator.session.core.plan.PlanCheck;
import dev.swarmlog.coordinator.session.records.Plans;
import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problem;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.SessionBarrier;
import dev.swarmlog.v1.SessionChannel;
import dev.swarmlog.v1.SessionPhase;
import dev.swarmlog.v1.SessionPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a plan of YAML or JSON, and tells all that is wrong with it at once. */
public final class PlanReader {
    private static final DocumentLimits LIMITS = new DocumentLimits(100_000, 10, 5_000);
    private static final int PROBLEMS_MAX = 50;
    private static final long DAY_MS = 86_400_000;
    private static final long KEPT_MS = 600_000;
    private static final String NAME = "a name like tasks";

    private final Problems problems = new Problems();

    static {
        TrustedTypes.allow();
    }

    private PlanReader() {}

    public static ReadPlan read(String source) {
        PlanReader reader = new PlanReader();
        Written document = new DocumentReader(LIMITS).read(source.getBytes(StandardCharsets.UTF_8), reader.problems);
        SessionPlan plan = document == null ? nothing() : reader.plan(Form.of(document, "", "", reader.problems));
        List<String> found = new ArrayList<>();
        for (Problem problem : reader.problems.first(PROBLEMS_MAX)) {
            found.add(problem.toString());
        }
        if (found.isEmpty()) {
            found.addAll(PlanCheck.problems(Plans.of(plan)));
        }
        return new ReadPlan(plan, found);
    }

    private static SessionPlan nothing() {
        return SessionPlan.newBuilder().setRoles(Map.of()).build();
    }

    private SessionPlan plan(Form form) {
        var _ = form.word("kind", List.of("Session"));
        String type = form.plain("type", "a word like market", Bounds.NAME_CHARS_MAX);
        Map<String, String> tags = new LinkedHashMap<>();
        each(form, "tags", (name, value) -> {
            if (value instanceof Written.Text text) {
                tags.put(name, text.text());
            } else {
                form.wrong(value.at(), "tags." + name, "a text is expected, found " + value.told());
            }
        });
        Map<String, Integer> roles = numbers(form, "roles");
        SessionBarrier start = barrier(form.form("start"));
        List<SessionPhase> phases = phases(form, form.take("phases"));
        SessionBarrier end = barrier(form.form("end"));
        List<SessionChannel> channels = new ArrayList<>();
        numbers(form, "channels").forEach((name, capacity) -> channels.add(new SessionChannel(name, capacity)));
        long deadlineMs = form.millis("deadline", 1, Bounds.DEADLINE_MS_MAX, DAY_MS);
        long keptMs = form.millis("kept", 0, Bounds.DEADLINE_MS_MAX, KEPT_MS);
        form.end();
        return new SessionPlan(type, tags, roles, start, phases, end, channels, deadlineMs, keptMs);
    }

    private interface Named {
        void see(String name, Written value);
    }

    private static void each(Form form, String field, Named viewer) {
        switch (form.take(field)) {
            case Written.Mapping mapping -> mapping.entries().forEach(entry -> viewer.see(entry.name(), entry.value()));
            case null -> {}
            case Written other -> form.wrong(other.at(), field, "fields are expected, found " + other.told());
        }
    }

    private static Map<String, Integer> numbers(Form form, String field) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        each(form, field, (name, value) -> {
            if (value instanceof Written.Whole whole && whole.value() >= 1 && whole.value() <= Integer.MAX_VALUE) {
                numbers.put(name, (int) whole.value());
            } else {
                form.wrong(
                        value.at(), field + "." + name, "a whole number from 1 on is expected, found " + value.told());
            }
        });
        return numbers;
    }

    private List<SessionPhase> phases(Form form, @Nullable Written written) {
        List<SessionPhase> phases = new ArrayList<>();
        if (written instanceof Written.Sequence sequence) {
            for (Written each : sequence.elements()) {
                phases.add(phase(phases, Form.of(each, "", "phases[" + phases.size() + "]", problems)));
            }
        } else if (written != null) {
            form.wrong(written.at(), "phases", "a list is expected, found " + written.told());
        }
        return phases;
    }

    /** After the one above, unless it says after which, or after none by an empty list. */
    private static SessionPhase phase(List<SessionPhase> above, Form form) {
        Written.Text name = form.demandText("name", NAME);
        List<String> after = new ArrayList<>();
        if (form.has("after")) {
            form.texts("after", "the name of a phase above").forEach(text -> after.add(text.text()));
        } else if (!above.isEmpty()) {
            after.add(above.getLast().getName());
        }
        String role = form.plain("role", NAME, Bounds.NAME_CHARS_MAX);
        SessionBarrier barrier = barrier(form.form("opens"));
        form.end();
        return new SessionPhase(name == null ? "" : name.text(), after, role, barrier);
    }

    private static SessionBarrier barrier(@Nullable Form form) {
        if (form == null) {
            return new SessionBarrier(0, 0L, false);
        }
        SessionBarrier barrier = new SessionBarrier(
                (int) form.whole("quorum", 1, Bounds.PARTICIPANTS_MAX, 0),
                form.millis("deadline", 1, Bounds.DEADLINE_MS_MAX, 0),
                form.truth("cancels", false));
        form.end();
        return barrier;
    }
}
