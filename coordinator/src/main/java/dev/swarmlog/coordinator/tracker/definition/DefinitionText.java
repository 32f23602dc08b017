package dev.swarmlog.coordinator.tracker.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.coordinator.tracker.core.improve.Finding;
import dev.swarmlog.coordinator.tracker.core.improve.StepPlan;
import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Durations;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Written;
import dev.swarmlog.document.Written.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a definition. The saga-engine says what it means and whether it is right; here only what concerns the
 * tracker is read, by the same rules, and what is not there or not right is as if nothing were said.
 */
public record DefinitionText(Written.Mapping root) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DocumentLimits LIMITS = new DocumentLimits(1_000_000, 32, 100_000);
    private static final Set<String> WORK = Set.of("TASK", "GATHER", "MAP");
    private static final long PAUSE_MS_MAX = 30_000;

    /** What the saga-engine takes where a definition says nothing. */
    private static final Retry RETRY = new Retry(3, 200);

    private record Retry(int attempts, long pauseMs) {}

    /**
     * A definition with a change in it.
     *
     * @param source JSON
     * @param hash over its canonical form, as instances are bound to it
     */
    public record Changed(String source, String hash) {}

    /** Null where it is no document. */
    public static @Nullable DefinitionText of(String source) {
        Problems problems = new Problems();
        Written root = new DocumentReader(LIMITS).read(source.getBytes(StandardCharsets.UTF_8), problems);
        return problems.isEmpty() && root instanceof Written.Mapping fields ? new DefinitionText(fields) : null;
    }

    /** What it says of each step, by the index that sagas.events has of it. */
    public Map<Integer, StepPlan> plans() {
        Retry usual = retry(field(field(root, "spec"), "retry"), RETRY);
        Map<Integer, StepPlan> plans = new LinkedHashMap<>();
        Map<String, Written> steps = fields(field(root, "steps"));
        for (String name : order(steps)) {
            Written step = steps.get(name);
            Retry retry = retry(field(step, "retry"), usual);
            plans.put(
                    plans.size(),
                    new StepPlan(
                            name,
                            millis(field(step, "timeout"), 0),
                            retry.attempts(),
                            retry.pauseMs(),
                            WORK.contains(text(field(step, "kind"), "TASK"))));
        }
        return plans;
    }

    /** Each step behind those that it comes after, and those that could stand anywhere by their names. */
    private static List<String> order(Map<String, Written> steps) {
        Map<String, List<String>> behind = new HashMap<>();
        Map<String, Integer> waits = new HashMap<>();
        for (Map.Entry<String, Written> each : steps.entrySet()) {
            List<String> after = texts(field(each.getValue(), "after"));
            waits.put(each.getKey(), after.size());
            after.forEach(before ->
                    behind.computeIfAbsent(before, name -> new ArrayList<>()).add(each.getKey()));
        }
        PriorityQueue<String> free = new PriorityQueue<>();
        waits.forEach((name, left) -> {
            if (left == 0) {
                free.add(name);
            }
        });
        List<String> order = new ArrayList<>();
        for (String next = free.poll(); next != null; next = free.poll()) {
            order.add(next);
            for (String later : behind.getOrDefault(next, List.of())) {
                if (waits.merge(later, -1, Integer::sum) == 0) {
                    free.add(later);
                }
            }
        }
        return order;
    }

    /** The same in another version, with a change of one step. */
    public Changed with(String version, Finding finding) {
        Written.Mapping next = set(root, List.of("metadata", "version"), text(version));
        List<String> step = List.of("steps", finding.stepName());
        next = switch (finding.kind()) {
            case RAISE_TIMEOUT -> set(next, at(step, "timeout"), text(Durations.text(finding.to())));
            case MORE_RETRIES -> set(next, at(step, "retry", "attempts"), whole(finding.to()));
            case CHANGE_STRATEGY ->
                set(
                        set(next, at(step, "retry", "initial"), text(Durations.text(finding.to()))),
                        at(step, "retry", "max"),
                        text(Durations.text(PAUSE_MS_MAX)));
            case SPLIT_STEP -> throw new IllegalArgumentException("nobody but a person can split a step");
        };
        String json = Canonical.json(next);
        try {
            return new Changed(JSON.readTree(json).toPrettyString() + "\n", Canonical.hash(next));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the canonical form is JSON", e);
        }
    }

    private static List<String> at(List<String> place, String... more) {
        List<String> all = new ArrayList<>(place);
        all.addAll(List.of(more));
        return all;
    }

    private static Written.Mapping set(Written.Mapping in, List<String> path, Written value) {
        String name = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        List<Entry> entries = new ArrayList<>();
        boolean isThere = false;
        for (Entry each : in.entries()) {
            boolean isIt = each.name().equals(name);
            isThere |= isIt;
            entries.add(isIt ? new Entry(each.at(), name, inner(each.value(), rest, value)) : each);
        }
        if (!isThere) {
            entries.add(new Entry(in.at(), name, inner(new Written.Mapping(in.at(), List.of()), rest, value)));
        }
        return new Written.Mapping(in.at(), entries);
    }

    private static Written inner(Written now, List<String> rest, Written value) {
        if (rest.isEmpty()) {
            return value;
        }
        return set(
                now instanceof Written.Mapping fields ? fields : new Written.Mapping(now.at(), List.of()), rest, value);
    }

    private Written text(String text) {
        return new Written.Text(root.at(), text, null);
    }

    private Written whole(long value) {
        return new Written.Whole(root.at(), value);
    }

    private static Retry retry(@Nullable Written said, Retry otherwise) {
        return new Retry(
                field(said, "attempts") instanceof Written.Whole whole ? (int) whole.value() : otherwise.attempts,
                millis(field(said, "initial"), otherwise.pauseMs));
    }

    private static Map<String, Written> fields(@Nullable Written of) {
        Map<String, Written> fields = new LinkedHashMap<>();
        if (of instanceof Written.Mapping mapping) {
            mapping.entries().forEach(each -> fields.put(each.name(), each.value()));
        }
        return fields;
    }

    private static @Nullable Written field(@Nullable Written of, String name) {
        return fields(of).get(name);
    }

    private static String text(@Nullable Written of, String otherwise) {
        return of instanceof Written.Text text ? text.text() : otherwise;
    }

    private static long millis(@Nullable Written of, long otherwise) {
        long millis = of instanceof Written.Text text ? Durations.millis(text.text()) : -1;
        return millis < 0 ? otherwise : millis;
    }

    private static List<String> texts(@Nullable Written of) {
        List<String> texts = new ArrayList<>();
        for (Written each :
                of instanceof Written.Sequence list ? list.elements() : of == null ? List.<Written>of() : List.of(of)) {
            if (each instanceof Written.Text text) {
                texts.add(text.text());
            }
        }
        return texts;
    }
}
