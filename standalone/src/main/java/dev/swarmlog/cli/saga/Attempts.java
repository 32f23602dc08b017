package dev.swarmlog.cli.saga;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFactKind;
import dev.swarmlog.v1.SagaFailure;
import dev.swarmlog.v1.SagaSpent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What a saga had done, attempt by attempt: when, by whom, at what cost, and what came of it. */
final class Attempts {
    private static final int TOLD_CHARS_MAX = 80;

    private final List<Attempt> all = new ArrayList<>();
    private final Map<String, Attempt> open = new LinkedHashMap<>();
    private final long firstMs;

    /** Mutable while it is open. */
    private static final class Attempt {
        private final SagaFact began;
        private final boolean undo;
        private final long fromMs;
        private long version;
        private long toMs;
        private @Nullable SagaFact ended;

        private Attempt(SagaFact began, SagaEvent event) {
            this.began = began;
            this.undo = began.getKind() == SagaFactKind.UNDO_STARTED;
            this.fromMs = event.getAtMs();
            this.version = event.getVersion();
        }

        private String result() {
            SagaFact end = ended;
            if (end == null) {
                return "goes on";
            }
            SagaFailure failure = end.getFailure();
            return failure == null ? "done" : failure.getKind() + ": " + failure.getDetail();
        }

        private SagaSpent spent() {
            SagaSpent spent = ended == null ? null : ended.getSpent();
            return spent == null ? new SagaSpent("", 0L, 0L, 0L) : spent;
        }
    }

    private Attempts(long firstMs) {
        this.firstMs = firstMs;
    }

    static Attempts of(List<SagaEvent> events) {
        Attempts attempts = new Attempts(events.isEmpty() ? 0 : events.get(0).getAtMs());
        for (SagaEvent event : events) {
            event.getFacts().forEach(fact -> attempts.add(fact, event));
        }
        return attempts;
    }

    private void add(SagaFact fact, SagaEvent event) {
        switch (fact.getKind()) {
            case ATTEMPT_STARTED, WAIT_STARTED, UNDO_STARTED -> {
                Attempt attempt = new Attempt(fact, event);
                all.add(attempt);
                open.put(name(fact, attempt.undo), attempt);
            }
            case ATTEMPT_SUCCEEDED, ATTEMPT_FAILED -> end(name(fact, false), fact, event);
            case UNDO_SUCCEEDED, UNDO_FAILED -> end(name(fact, true), fact, event);
            default -> {
                // no attempt begins or ends
            }
        }
    }

    private static String name(SagaFact fact, boolean undo) {
        return (undo ? "u" : "f") + fact.getStep() + "." + fact.getItem() + "." + fact.getAttempt();
    }

    private void end(String name, SagaFact fact, SagaEvent event) {
        Attempt attempt = open.remove(name);
        if (attempt != null) {
            attempt.ended = fact;
            attempt.toMs = event.getAtMs();
            attempt.version = event.getVersion();
        }
    }

    /** @param names of the steps by their index */
    List<String> table(IntFunction<String> names) {
        Table table = Table.of(
                ">EVENT", ">AFTER", ">TOOK", "STEP", "WAY", ">ATTEMPT", "AGENT", ">TOKENS", ">COST", "CAME TO");
        for (Attempt each : all) {
            SagaSpent spent = each.spent();
            table.row(
                    each.version,
                    each.fromMs - firstMs + " ms",
                    each.ended == null ? "" : each.toMs - each.fromMs + " ms",
                    place(each.began, names),
                    each.undo ? "undo" : "do",
                    each.began.getAttempt(),
                    spent.getAgentId(),
                    spent.getTokensIn() + spent.getTokensOut(),
                    spent.getCostMicros() / 1e6,
                    cut(each.result()));
        }
        return table.isEmpty() ? List.of() : table.lines();
    }

    private static String place(SagaFact fact, IntFunction<String> names) {
        String name = names.apply(fact.getStep());
        return fact.getItem() < 0 ? name : name + "[" + fact.getItem() + "]";
    }

    private static String cut(String text) {
        return text.length() <= TOLD_CHARS_MAX ? text : text.substring(0, TOLD_CHARS_MAX - 1) + "…";
    }

    ArrayNode json(IntFunction<String> names) {
        ArrayNode array = Json.object().putArray("attempts");
        for (Attempt each : all) {
            SagaSpent spent = each.spent();
            ObjectNode json = array.addObject()
                    .put("step", names.apply(each.began.getStep()))
                    .put("item", each.began.getItem())
                    .put("undo", each.undo)
                    .put("attempt", each.began.getAttempt())
                    .put("eventVersion", each.version)
                    .put("startedAtMs", each.fromMs)
                    .put("endedAtMs", each.toMs)
                    .put("agentId", spent.getAgentId())
                    .put("tokensIn", spent.getTokensIn())
                    .put("tokensOut", spent.getTokensOut())
                    .put("costMicros", spent.getCostMicros());
            SagaFailure failure = each.ended == null ? null : each.ended.getFailure();
            json.put("failure", failure == null ? "" : failure.getKind() + ": " + failure.getDetail());
        }
        return array;
    }
}
