package dev.swarmlog.saga.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepStatus;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A saga as JSON has it. */
final class SagaJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final JsonNode NOTHING = JSON.createObjectNode();

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

    /** The object that a client sent. */
    static JsonNode body(Context ctx) {
        try {
            JsonNode read = JSON.readTree(ctx.bodyAsBytes());
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            throw flaw("a JSON object is expected: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw flaw("a JSON object is expected: " + e.getMessage());
        }
        throw flaw("a JSON object is expected");
    }

    /** A text that may be missing. */
    static String text(JsonNode body, String field) {
        JsonNode found = body.path(field);
        if (!found.isMissingNode() && !found.isTextual()) {
            throw flaw(field + ": a text is expected, found " + found);
        }
        return found.asText();
    }

    static String required(JsonNode body, String field) {
        String found = text(body, field);
        if (found.isEmpty()) {
            throw flaw(field + ": is expected");
        }
        return found;
    }

    /** Any value, as JSON. */
    static String value(JsonNode body, String field) {
        return body.path(field).isMissingNode() ? "null" : body.path(field).toString();
    }

    private static Problem flaw(String what) {
        return new Problem(HttpStatus.BAD_REQUEST.getCode(), what);
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
