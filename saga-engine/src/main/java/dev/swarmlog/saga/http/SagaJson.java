package dev.swarmlog.saga.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A saga as JSON has it. */
final class SagaJson {
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** What a client sent, or an {@link IllegalArgumentException} that says why not. */
    static JsonNode parse(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read == null || !read.isObject()) {
                throw new IllegalArgumentException("a JSON object is expected");
            }
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException("JSON is expected: " + e.getMessage(), e);
        }
    }

    private static JsonNode tree(String text) {
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
