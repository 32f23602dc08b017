package dev.swarmlog.coordinator.session.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.SessionChannelStatus;
import dev.swarmlog.v1.SessionEntry;
import dev.swarmlog.v1.SessionLeaseStatus;
import dev.swarmlog.v1.SessionLetter;
import dev.swarmlog.v1.SessionMemberStatus;
import dev.swarmlog.v1.SessionPhaseStatus;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionState;
import dev.swarmlog.v1.SessionStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sessions, and the answers of sessions, as JSON. */
final class SessionJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final Fields SESSION = Shape.object()
            .with("sessionId", Shape.text(), "")
            .with("type", Shape.text(Bounds.NAME_CHARS_MAX), "The pattern that it follows")
            .with("state", Shape.oneOf(SessionState.class), "")
            .with("cause", Shape.text(4_096), "Why it is over")
            .with("createdAtMs", Shape.timeMs(), "")
            .with("eventVersion", Shape.whole(0, Long.MAX_VALUE), "Of the last event that this shows")
            .with("phases", Shape.list(Shape.object().andMore(), Bounds.PHASES_MAX), "How far each is")
            .andMore();

    static final Fields ANSWER = Shape.object()
            .with("sessionId", Shape.text(), "")
            .with("commandId", Shape.text(), "")
            .with("number", Shape.whole(0, Long.MAX_VALUE), "A version, a fence, a letter's number, by what was asked")
            .with("state", Shape.oneOf(SessionState.class), "")
            .with("open", Shape.list(Shape.text(), Bounds.PHASES_MAX), "The phases that are open")
            .andMore();

    private SessionJson() {}

    static Map<String, Object> of(SessionStatus session) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sessionId", session.getSessionId());
        shown.put("type", session.getType());
        shown.put("state", session.getState().name());
        shown.put("cause", session.getCause());
        shown.put("tags", new TreeMap<>(session.getTags()));
        shown.put("createdAtMs", session.getCreatedAtMs());
        shown.put("startedAtMs", session.getStartedAtMs());
        shown.put("endedAtMs", session.getEndedAtMs());
        shown.put("changedAtMs", session.getChangedAtMs());
        shown.put("deadlineMs", session.getDeadlineMs());
        shown.put("eventVersion", session.getEventVersion());
        shown.put("roles", new TreeMap<>(session.getRoles()));
        shown.put("present", new TreeMap<>(session.getPresent()));
        shown.put("phases", session.getPhases().stream().map(SessionJson::of).toList());
        shown.put(
                "channels", session.getChannels().stream().map(SessionJson::of).toList());
        shown.put("leases", session.getLeases().stream().map(SessionJson::of).toList());
        shown.put("keys", session.getKeys());
        shown.put("revision", session.getRevision());
        shown.put("joined", session.getJoined());
        shown.put("members", session.getMembers().stream().map(SessionJson::of).toList());
        return shown;
    }

    private static Map<String, Object> of(SessionMemberStatus member) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("participant", member.getParticipant());
        shown.put("role", member.getRole());
        shown.put("agentId", member.getAgentId());
        shown.put("presence", member.getPresence().name());
        return shown;
    }

    private static Map<String, Object> of(SessionPhaseStatus phase) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", phase.getName());
        shown.put("openedAtMs", phase.getOpenedAtMs());
        shown.put("arrived", phase.getArrived());
        shown.put("expected", phase.getExpected());
        shown.put("missing", phase.getMissing());
        return shown;
    }

    private static Map<String, Object> of(SessionChannelStatus channel) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", channel.getName());
        shown.put("capacity", channel.getCapacity());
        shown.put("queued", channel.getQueued());
        shown.put("taken", channel.getTaken());
        shown.put("accepted", channel.getAccepted());
        shown.put("receivers", channel.getReceivers());
        shown.put("closed", channel.getClosed());
        shown.put("oldestAtMs", channel.getOldestAtMs());
        return shown;
    }

    private static Map<String, Object> of(SessionLeaseStatus lease) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("resource", lease.getResource());
        shown.put("holder", lease.getHolder());
        shown.put("fence", lease.getFence());
        shown.put("untilMs", lease.getUntilMs());
        shown.put("waiting", lease.getWaiting());
        return shown;
    }

    static Map<String, Object> of(SessionReply reply) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sessionId", reply.getSessionId());
        shown.put("commandId", reply.getCommandId());
        shown.put("number", reply.getNumber());
        if (reply.getUntilMs() > 0) {
            shown.put("untilMs", reply.getUntilMs());
        }
        if (!reply.getEntries().isEmpty()) {
            shown.put(
                    "entries", reply.getEntries().stream().map(SessionJson::of).toList());
        }
        if (!reply.getLetters().isEmpty()) {
            shown.put(
                    "letters", reply.getLetters().stream().map(SessionJson::of).toList());
        }
        shown.put("state", reply.getState().name());
        shown.put("open", reply.getOpen());
        return shown;
    }

    private static Map<String, Object> of(SessionEntry entry) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("key", entry.getKey());
        shown.put("version", entry.getVersion());
        shown.put("by", entry.getBy());
        shown.put("value", value(entry.getValue()));
        return shown;
    }

    private static Map<String, Object> of(SessionLetter letter) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", letter.getNumber());
        shown.put("from", letter.getFrom());
        shown.put("value", value(letter.getValue()));
        return shown;
    }

    /** JSON as JSON, and anything else as text. */
    static JsonNode value(ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        try {
            JsonNode tree = JSON.readTree(text);
            return tree.isMissingNode() ? JSON.getNodeFactory().textNode(text) : tree;
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    static ByteBuffer bytes(JsonNode value) {
        return ByteBuffer.wrap(value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
