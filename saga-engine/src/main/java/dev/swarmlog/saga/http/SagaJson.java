package dev.swarmlog.saga.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A saga as JSON has it. */
final class SagaJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What {@link #of} gives. */
    static final Fields SAGA = Shape.object()
            .with("sagaId", Shape.text(), "")
            .with("name", Shape.text(), "Of its definition")
            .with("version", Shape.text(), "")
            .with("state", Shape.oneOf(SagaState.class), "")
            .with("eventVersion", Shape.whole(0, Long.MAX_VALUE), "Rises with every change")
            .with("steps", Shape.list(Shape.anything(), Integer.MAX_VALUE), "Each with its state, agent and times")
            .andMore();

    private SagaJson() {}

    static Map<String, Object> of(SagaStatus saga) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sagaId", saga.getSagaId());
        json.put("name", saga.getName());
        json.put("version", saga.getVersion());
        json.put("definitionHash", saga.getDefinitionHash());
        json.put("state", saga.getState().name());
        json.put("eventVersion", saga.getEventVersion());
        json.put("startedAtMs", saga.getStartedAtMs());
        json.put("changedAtMs", saga.getChangedAtMs());
        json.put("endedAtMs", saga.getEndedAtMs());
        json.put("deadlineMs", saga.getDeadlineMs());
        json.put("nextDueMs", saga.getNextDueMs());
        json.put("tags", saga.getTags());
        json.put("cause", saga.getCause());
        json.put("output", tree(saga.getOutput()));
        json.put("parentId", saga.getParentId());
        json.put("tokensIn", saga.getSpent().getTokensIn());
        json.put("tokensOut", saga.getSpent().getTokensOut());
        json.put("costMicros", saga.getSpent().getCostMicros());
        json.put("steps", saga.getSteps().stream().map(SagaJson::step).toList());
        return json;
    }

    /** Any value of a request, as JSON. */
    static String value(JsonNode body, String field) {
        return body.path(field).isMissingNode() ? "null" : body.path(field).toString();
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text.isEmpty() ? "null" : text);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private static Map<String, Object> step(SagaStepStatus step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", step.getName());
        json.put("state", step.getState().name());
        json.put("attempt", step.getAttempt());
        json.put("agentId", step.getAgentId());
        json.put("startedAtMs", step.getStartedAtMs());
        json.put("endedAtMs", step.getEndedAtMs());
        json.put("dueMs", step.getDueMs());
        json.put("error", step.getError());
        json.put("items", step.getItems());
        json.put("itemsDone", step.getItemsDone());
        return json;
    }
}
