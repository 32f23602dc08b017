package dev.swarmlog.cli.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.v1.SessionChannelStatus;
import dev.swarmlog.v1.SessionEntry;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionFact;
import dev.swarmlog.v1.SessionLeaseStatus;
import dev.swarmlog.v1.SessionLetter;
import dev.swarmlog.v1.SessionMemberStatus;
import dev.swarmlog.v1.SessionPhaseStatus;
import dev.swarmlog.v1.SessionPresence;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sessions as tables and as JSON. */
public final class SessionRows {
    private SessionRows() {}

    public static List<String> table(Collection<SessionStatus> sessions) {
        Table table = Table.of("SESSION", "TYPE", "STATE", "THERE", ">PHASE", "CREATED", "CAUSE");
        for (SessionStatus session : sessions) {
            long open = session.getPhases().stream()
                    .filter(phase -> phase.getOpenedAtMs() > 0)
                    .count();
            table.row(
                    session.getSessionId(),
                    session.getType(),
                    session.getState(),
                    there(session),
                    open + "/" + session.getPhases().size(),
                    Instant.ofEpochMilli(session.getCreatedAtMs()),
                    session.getCause());
        }
        return table.lines();
    }

    private static String there(SessionStatus session) {
        return session.getRoles().keySet().stream()
                .sorted()
                .map(role -> (role.isEmpty() ? "" : role + " ")
                        + session.getPresent().getOrDefault(role, 0) + "/"
                        + session.getRoles().get(role))
                .collect(Collectors.joining(", "));
    }

    /** One session with its phases, channels and leases. */
    public static List<String> details(SessionStatus session) {
        List<String> lines = new ArrayList<>();
        lines.add(session.getSessionId() + "  " + session.getType() + "  " + session.getState());
        if (!session.getCause().isEmpty()) {
            lines.add("because  " + session.getCause());
        }
        lines.add("there    " + there(session));
        String lost = session.getMembers().stream()
                .filter(member -> member.getPresence() == SessionPresence.LOST)
                .map(SessionMemberStatus::getParticipant)
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            lines.add("lost     " + lost);
        }
        lines.add("board    " + session.getKeys() + " keys, revision " + session.getRevision());
        if (!session.getPhases().isEmpty()) {
            Table phases = Table.of("PHASE", "OPEN AFTER", ">ARRIVED", ">OF", "WAITS FOR");
            for (SessionPhaseStatus phase : session.getPhases()) {
                phases.row(
                        phase.getName(),
                        phase.getOpenedAtMs() == 0 ? "" : phase.getOpenedAtMs() - session.getCreatedAtMs() + " ms",
                        phase.getArrived(),
                        phase.getExpected(),
                        String.join(", ", phase.getMissing()));
            }
            lines.add("");
            lines.addAll(phases.lines());
        }
        lines.addAll(channels(session));
        lines.addAll(leases(session));
        return lines;
    }

    private static List<String> channels(SessionStatus session) {
        if (session.getChannels().isEmpty()) {
            return List.of();
        }
        Table table = Table.of("CHANNEL", ">CAPACITY", ">QUEUED", ">TAKEN", ">ACCEPTED", ">RECEIVERS", "CLOSED");
        for (SessionChannelStatus channel : session.getChannels()) {
            table.row(
                    channel.getName(),
                    channel.getCapacity(),
                    channel.getQueued(),
                    channel.getTaken(),
                    channel.getAccepted(),
                    channel.getReceivers(),
                    channel.getClosed() ? "closed" : "");
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }

    private static List<String> leases(SessionStatus session) {
        if (session.getLeases().isEmpty()) {
            return List.of();
        }
        Table table = Table.of("RESOURCE", "HOLDER", ">FENCE", "UNTIL", ">WAITING");
        for (SessionLeaseStatus lease : session.getLeases()) {
            table.row(
                    lease.getResource(),
                    lease.getHolder(),
                    lease.getFence(),
                    lease.getUntilMs() == 0 ? "" : Instant.ofEpochMilli(lease.getUntilMs()),
                    lease.getWaiting());
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }

    /** What happened, in its order. */
    public static List<String> timeline(List<SessionEvent> events) {
        Table table = Table.of(">VERSION", ">AFTER", "FACT", "WHO", "WHAT", ">NUMBER");
        long first = events.isEmpty() ? 0 : events.getFirst().getAtMs();
        for (SessionEvent event : events) {
            for (SessionFact fact : event.getFacts()) {
                table.row(
                        event.getVersion(),
                        event.getAtMs() - first + " ms",
                        fact.getKind(),
                        fact.getParticipant(),
                        fact.getName().isEmpty() ? fact.getText() : fact.getName(),
                        fact.getNumber() == 0 ? "" : fact.getNumber());
            }
        }
        return table.lines();
    }

    /** One event as lines of a table that is not at its end yet. */
    public static List<String> lines(SessionEvent event, long beganMs) {
        return event.getFacts().stream()
                .map(fact -> String.format(
                                Locale.ROOT,
                                "%7d %9d ms  %-14s %-16s %s%s",
                                event.getVersion(),
                                event.getAtMs() - beganMs,
                                fact.getKind(),
                                fact.getParticipant(),
                                fact.getName().isEmpty() ? fact.getText() : fact.getName(),
                                fact.getNumber() == 0 ? "" : " " + fact.getNumber())
                        .stripTrailing())
                .toList();
    }

    public static ObjectNode json(SessionEvent event) {
        ObjectNode json = Json.object().put("version", event.getVersion()).put("atMs", event.getAtMs());
        ArrayNode facts = json.putArray("facts");
        for (SessionFact fact : event.getFacts()) {
            facts.addObject()
                    .put("kind", fact.getKind().name())
                    .put("name", fact.getName())
                    .put("participant", fact.getParticipant())
                    .put("number", fact.getNumber())
                    .put("text", fact.getText());
        }
        return json;
    }

    public static List<String> entries(Collection<SessionEntry> entries) {
        Table table = Table.of("KEY", ">VERSION", "BY", "VALUE");
        for (SessionEntry entry : entries) {
            table.row(entry.getKey(), entry.getVersion(), entry.getBy(), text(entry.getValue()));
        }
        return table.lines();
    }

    public static String text(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }

    public static ObjectNode json(SessionReply reply) {
        ObjectNode json = Json.object()
                .put("sessionId", reply.getSessionId())
                .put("commandId", reply.getCommandId())
                .put("refusal", reply.getRefusal().name())
                .put("detail", reply.getDetail())
                .put("number", reply.getNumber())
                .put("untilMs", reply.getUntilMs())
                .put("state", reply.getState().name());
        json.set("open", Json.array(reply.getOpen()));
        ArrayNode entries = json.putArray("entries");
        for (SessionEntry entry : reply.getEntries()) {
            entries.addObject()
                    .put("key", entry.getKey())
                    .put("version", entry.getVersion())
                    .put("by", entry.getBy())
                    .set("value", Json.payload("application/json", entry.getValue()));
        }
        ArrayNode letters = json.putArray("letters");
        for (SessionLetter letter : reply.getLetters()) {
            letters.addObject()
                    .put("number", letter.getNumber())
                    .put("from", letter.getFrom())
                    .set("value", Json.payload("application/json", letter.getValue()));
        }
        return json;
    }

    public static ObjectNode json(SessionStatus session) {
        ObjectNode json = Json.object()
                .put("sessionId", session.getSessionId())
                .put("type", session.getType())
                .put("state", session.getState().name())
                .put("cause", session.getCause())
                .put("eventVersion", session.getEventVersion())
                .put("createdAtMs", session.getCreatedAtMs())
                .put("startedAtMs", session.getStartedAtMs())
                .put("endedAtMs", session.getEndedAtMs())
                .put("deadlineMs", session.getDeadlineMs())
                .put("keys", session.getKeys())
                .put("revision", session.getRevision());
        json.set("tags", Json.of(Map.copyOf(session.getTags())));
        json.set("roles", Json.of(Map.copyOf(session.getRoles())));
        json.set("present", Json.of(Map.copyOf(session.getPresent())));
        ArrayNode members = json.put("joined", session.getJoined()).putArray("members");
        for (SessionMemberStatus member : session.getMembers()) {
            members.addObject()
                    .put("participant", member.getParticipant())
                    .put("role", member.getRole())
                    .put("agentId", member.getAgentId())
                    .put("presence", member.getPresence().name());
        }
        ArrayNode phases = json.putArray("phases");
        for (SessionPhaseStatus phase : session.getPhases()) {
            phases.addObject()
                    .put("name", phase.getName())
                    .put("openedAtMs", phase.getOpenedAtMs())
                    .put("arrived", phase.getArrived())
                    .put("expected", phase.getExpected())
                    .set("missing", Json.array(phase.getMissing()));
        }
        ArrayNode channels = json.putArray("channels");
        for (SessionChannelStatus channel : session.getChannels()) {
            channels.addObject()
                    .put("name", channel.getName())
                    .put("capacity", channel.getCapacity())
                    .put("queued", channel.getQueued())
                    .put("taken", channel.getTaken())
                    .put("accepted", channel.getAccepted())
                    .put("receivers", channel.getReceivers())
                    .put("closed", channel.getClosed())
                    .put("oldestAtMs", channel.getOldestAtMs());
        }
        ArrayNode leases = json.putArray("leases");
        for (SessionLeaseStatus lease : session.getLeases()) {
            leases.addObject()
                    .put("resource", lease.getResource())
                    .put("holder", lease.getHolder())
                    .put("fence", lease.getFence())
                    .put("untilMs", lease.getUntilMs())
                    .put("waiting", lease.getWaiting());
        }
        return json;
    }
}
