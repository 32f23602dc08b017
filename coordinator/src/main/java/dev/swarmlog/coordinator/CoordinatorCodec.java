package dev.swarmlog.coordinator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.coordinator.core.AgentRow;
import dev.swarmlog.coordinator.core.AgentRow.Condition;
import dev.swarmlog.coordinator.core.AgentRow.Cost;
import dev.swarmlog.coordinator.core.AgentRow.Place;
import dev.swarmlog.coordinator.core.AgentRow.Work;
import dev.swarmlog.coordinator.core.Census.Member;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.RoutingDecision;
import dev.swarmlog.v1.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Avro to what the coordinator counts and to the JSON that it answers with. */
final class CoordinatorCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What {@link #json(Reply)} gives. */
    static final Fields REPLY = Shape.object()
            .with("messageId", Shape.text(), "")
            .with("status", Shape.oneOf(ReplyStatus.class), "")
            .or("errorClass", Shape.oneOf(ErrorClass.class), "")
            .or("error", Shape.text(Limits.TEXT_CHARS_MAX), "")
            .or("retryAfterMs", Shape.whole(1, Long.MAX_VALUE), "")
            .or("inDoubt", Shape.flag(), "Nobody knows whether it was done")
            .with("agentId", Shape.text(), "Who answered; empty for nobody")
            .with("attempts", Shape.whole(0, Limits.ATTEMPTS_MAX), "")
            .with("latencyMs", Shape.whole(0, Long.MAX_VALUE), "")
            .with("usage", Shape.map(Shape.whole(0, Long.MAX_VALUE)), "tokensIn, tokensOut, costMicros")
            .with("contentType", Shape.text(), "")
            .or("result", Shape.anything(), "Of JSON; other text is resultText, and bytes are resultBase64")
            .or("resultText", Shape.text(Limits.PAYLOAD_BYTES_MAX), "")
            .or("resultBase64", Shape.text(2 * Limits.PAYLOAD_BYTES_MAX), "");

    /** What {@link #json(Alert)} gives. */
    static final Fields ALERT = Shape.object()
            .with("atMs", Shape.timeMs(), "")
            .with("source", Shape.text(), "Which service raised it")
            .with("severity", Shape.oneOf(Severity.class), "")
            .with("code", Shape.text(), "A stable name to match on")
            .with("message", Shape.text(Limits.TEXT_CHARS_MAX), "")
            .with("attributes", Shape.map(Shape.text(Limits.ATTRIBUTE_CHARS_MAX)), "");

    /** What {@link #json(RoutingDecision)} gives. */
    static final Fields DECISION = Shape.object()
            .with("atMs", Shape.timeMs(), "")
            .with("messageId", Shape.text(), "")
            .with("attempt", Shape.whole(0, Limits.ATTEMPTS_MAX), "")
            .with("rule", Shape.text(), "Which decided; empty for none")
            .with("capability", Shape.text(), "")
            .with("strategy", Shape.text(), "")
            .with("poolSize", Shape.whole(0, Integer.MAX_VALUE), "How many agents could be asked for it")
            .with("candidates", Shape.list(Shape.anything(), 1_000), "Some of them, with their scores")
            .with("chosen", Shape.text(), "Empty for nobody")
            .with("propensity", Shape.decimal(0, 1), "How likely that was")
            .with("reason", Shape.text(Limits.TEXT_CHARS_MAX), "");

    private CoordinatorCodec() {}

    static Member member(AgentStatus status) {
        return new Member(
                status.getState().name(),
                AgentQuery.WORKING.contains(status.getState()),
                status.getCard().getConcurrency(),
                status.getInFlight(),
                status.getQueued());
    }

    static AgentRow row(AgentStatus status) {
        AgentCard card = status.getCard();
        return new AgentRow(
                card.getAgentId(),
                new Condition(
                        status.getState().name(),
                        status.getHealthScore(),
                        status.getLiveness().name(),
                        status.getWhy().stream()
                                .map(cost -> new Cost(cost.getFactor().name(), cost.getCost()))
                                .toList()),
                new Place(card.getLocation().getRegion(), card.getLocation().getZone()),
                new Work(
                        card.getCapabilities().isEmpty()
                                ? ""
                                : card.getCapabilities().getFirst().getName(),
                        card.getConcurrency(),
                        status.getInFlight(),
                        status.getQueued()),
                status.getSinceMs(),
                status.getLastSeenMs(),
                status.getVersion());
    }

    static Map<String, Object> json(Alert alert) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("atMs", alert.getAtMs());
        shown.put("source", alert.getSource());
        shown.put("severity", alert.getSeverity().name());
        shown.put("code", alert.getCode());
        shown.put("message", alert.getMessage());
        shown.put("attributes", alert.getAttributes());
        return shown;
    }

    static Map<String, Object> json(RoutingDecision decision) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("atMs", decision.getAtMs());
        shown.put("messageId", decision.getMessageId());
        shown.put("attempt", decision.getAttempt());
        shown.put("rule", decision.getRule());
        shown.put("capability", decision.getCapability());
        shown.put("strategy", decision.getStrategy());
        shown.put("poolSize", decision.getPoolSize());
        shown.put(
                "candidates",
                decision.getCandidates().stream()
                        .map(one -> Map.of("agentId", one.getAgentId(), "score", one.getScore()))
                        .toList());
        shown.put("chosen", decision.getChosen());
        shown.put("propensity", decision.getPropensity());
        shown.put("reason", decision.getReason());
        return shown;
    }

    static Map<String, Object> json(Reply reply) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("messageId", reply.getMessageId());
        shown.put("status", reply.getStatus().name());
        if (!reply.getError().isEmpty()) {
            shown.put("errorClass", reply.getErrorClass().name());
            shown.put("error", reply.getError());
        }
        if (reply.getInDoubt()) {
            shown.put("inDoubt", true);
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
