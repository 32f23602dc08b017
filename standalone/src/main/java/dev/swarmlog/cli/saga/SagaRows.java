package dev.swarmlog.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFailure;
import dev.swarmlog.v1.SagaSpent;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Sagas as people and programs see them. */
public final class SagaRows {
    private SagaRows() {}

    public static List<String> table(Collection<SagaStatus> sagas) {
        Table table = Table.of("SAGA", "NAME", "VERSION", "STATE", "STARTED", ">TOOK", "CAUSE");
        for (SagaStatus saga : sagas) {
            table.row(
                    saga.getSagaId(),
                    saga.getName(),
                    saga.getVersion(),
                    saga.getState(),
                    Instant.ofEpochMilli(saga.getStartedAtMs()),
                    took(saga.getStartedAtMs(), saga.getEndedAtMs()),
                    saga.getCause());
        }
        return table.lines();
    }

    /** One saga with its steps, and what it did, if its events are there. */
    public static List<String> details(SagaStatus saga, List<SagaEvent> events) {
        List<String> lines = new ArrayList<>();
        lines.add(saga.getSagaId() + "  " + saga.getName() + "@" + saga.getVersion() + "  " + saga.getState());
        if (!saga.getCause().isEmpty()) {
            lines.add("because  " + saga.getCause());
        }
        if (!saga.getOutput().isEmpty()) {
            lines.add("output   " + saga.getOutput());
        }
        SagaSpent spent = saga.getSpent();
        lines.add("used     " + spent.getTokensIn() + " tokens in, " + spent.getTokensOut() + " out, cost "
                + spent.getCostMicros() / 1e6);
        if (!saga.getSteps().isEmpty()) {
            lines.add("");
            lines.addAll(steps(saga));
        }
        List<String> attempts = Attempts.of(events).table(index -> name(saga, index));
        if (!attempts.isEmpty()) {
            lines.add("");
            lines.addAll(attempts);
        }
        return lines;
    }

    /** Each attempt, for programs. */
    public static ArrayNode attempts(SagaStatus saga, List<SagaEvent> events) {
        return Attempts.of(events).json(index -> name(saga, index));
    }

    /** Each step, and how far it is. */
    public static List<String> steps(SagaStatus saga) {
        Table steps = Table.of("STEP", "STATE", ">ATTEMPT", "AGENT", ">TOOK", "ERROR");
        for (SagaStepStatus step : saga.getSteps()) {
            steps.row(
                    step.getName(),
                    step.getState(),
                    step.getAttempt(),
                    step.getAgentId(),
                    took(step.getStartedAtMs(), step.getEndedAtMs()),
                    step.getError());
        }
        return steps.lines();
    }

    /** What happened, in its order; there is an event at least. */
    public static List<String> timeline(SagaStatus saga, List<SagaEvent> events) {
        Table table = Table.of(">VERSION", ">AFTER", "FACT", "STEP", ">ATTEMPT", "WHAT");
        long first = events.get(0).getAtMs();
        for (SagaEvent event : events) {
            for (SagaFact fact : event.getFacts()) {
                table.row(
                        event.getVersion(),
                        event.getAtMs() - first + " ms",
                        fact.getKind(),
                        step(saga, fact),
                        fact.getAttempt() == 0 ? "" : fact.getAttempt(),
                        what(fact));
            }
        }
        return table.lines();
    }

    private static String step(SagaStatus saga, SagaFact fact) {
        int step = fact.getStep();
        if (step < 0) {
            return "";
        }
        String name = name(saga, step);
        return fact.getItem() < 0 ? name : name + "[" + fact.getItem() + "]";
    }

    private static String name(SagaStatus saga, int step) {
        return step < saga.getSteps().size() ? saga.getSteps().get(step).getName() : "#" + step;
    }

    private static String what(SagaFact fact) {
        SagaFailure failure = fact.getFailure();
        SagaSpent spent = fact.getSpent();
        if (failure != null) {
            return failure.getKind() + ": " + failure.getDetail();
        }
        return spent != null && !spent.getAgentId().isEmpty() ? "by " + spent.getAgentId() : fact.getText();
    }

    private static String took(long fromMs, long toMs) {
        return fromMs == 0 || toMs == 0 ? "" : toMs - fromMs + " ms";
    }

    public static ObjectNode json(SagaStatus saga) {
        ObjectNode json = Json.object()
                .put("sagaId", saga.getSagaId())
                .put("name", saga.getName())
                .put("version", saga.getVersion())
                .put("definitionHash", saga.getDefinitionHash())
                .put("state", saga.getState().name())
                .put("eventVersion", saga.getEventVersion())
                .put("startedAtMs", saga.getStartedAtMs())
                .put("changedAtMs", saga.getChangedAtMs())
                .put("endedAtMs", saga.getEndedAtMs())
                .put("deadlineMs", saga.getDeadlineMs())
                .put("nextDueMs", saga.getNextDueMs())
                .put("cause", saga.getCause())
                .put("parentId", saga.getParentId())
                .put("tokensIn", saga.getSpent().getTokensIn())
                .put("tokensOut", saga.getSpent().getTokensOut())
                .put("costMicros", saga.getSpent().getCostMicros());
        json.set("tags", Json.of(Map.copyOf(saga.getTags())));
        json.set("output", output(saga.getOutput()));
        ArrayNode steps = json.putArray("steps");
        for (SagaStepStatus step : saga.getSteps()) {
            steps.addObject()
                    .put("name", step.getName())
                    .put("state", step.getState().name())
                    .put("attempt", step.getAttempt())
                    .put("agentId", step.getAgentId())
                    .put("startedAtMs", step.getStartedAtMs())
                    .put("endedAtMs", step.getEndedAtMs())
                    .put("dueMs", step.getDueMs())
                    .put("error", step.getError())
                    .put("items", step.getItems())
                    .put("itemsDone", step.getItemsDone());
        }
        return json;
    }

    private static JsonNode output(String text) {
        return Json.parse(text.isEmpty() ? "null" : text);
    }
}
