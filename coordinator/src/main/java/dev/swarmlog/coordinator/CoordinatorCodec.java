package dev.swarmlog.coordinator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.coordinator.core.Census.Member;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Avro to what the coordinator counts and to the JSON that it answers with. */
final class CoordinatorCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CoordinatorCodec() {}

    static Member member(AgentStatus status) {
        return new Member(
                status.getState().name(),
                AgentQuery.WORKING.contains(status.getState()),
                status.getCard().getConcurrency(),
                status.getInFlight(),
                status.getQueued());
    }

    static Map<String, Object> json(Reply reply) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("messageId", reply.getMessageId());
        shown.put("status", reply.getStatus().name());
        if (!reply.getError().isEmpty()) {
            shown.put("errorClass", reply.getErrorClass().name());
            shown.put("error", reply.getError());
        }
        if (reply.getRetryAfterMs() > 0) {
            shown.put("retryAfterMs", reply.getRetryAfterMs());
        }
        shown.put("agentId", reply.getAgentId());
        shown.put("attempts", reply.getAttempts());
        shown.put("latencyMs", reply.getRepliedAtMs() - reply.getSubmittedAtMs());
        shown.put(
                "usage",
                Map.of(
                        "tokensIn", reply.getUsage().getTokensIn(),
                        "tokensOut", reply.getUsage().getTokensOut(),
                        "costMicros", reply.getUsage().getCostMicros()));
        shown.put("contentType", reply.getContentType());
        addResult(reply, shown);
        return shown;
    }

    /** JSON as JSON, text as text, anything else as base64 under another name. */
    private static void addResult(Reply reply, Map<String, Object> shown) {
        byte[] bytes = bytes(reply.getResult());
        if (reply.getContentType().startsWith("application/json")) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            try {
                JsonNode tree = JSON.readTree(text);
                shown.put("result", tree.isMissingNode() ? JSON.nullNode() : tree);
            } catch (JsonProcessingException e) {
                shown.put("resultText", text);
            }
        } else if (reply.getContentType().startsWith("text/")) {
            shown.put("resultText", new String(bytes, StandardCharsets.UTF_8));
        } else {
            shown.put("resultBase64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
