package dev.swarmlog.coordinator.session.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import dev.swarmlog.coordinator.session.document.PlanReader;
import dev.swarmlog.coordinator.session.document.ReadPlan;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionState;
import dev.swarmlog.v1.SessionStatus;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Any instance answers for all sessions. */
public final class SessionRoutes implements RouteGroup {
    private static final int LIMIT_MAX = 1_000;
    private static final int SEEN_MAX = 20_000;
    private static final long WAIT_MS_MAX = 60_000;
    private static final long HOLD_MS = 30_000;

    private static final Fields ANYBODY = Shape.object()
            .or("commandId", Shape.text(), "The same for a repetition, which changes nothing; a fresh one, unless said")
            .or("participant", Shape.text(), "Who says so");
    private static final Fields MEMBER = Shape.object()
            .or("commandId", Shape.text(), "The same for a repetition, which changes nothing; a fresh one, unless said")
            .with("participant", Shape.text(), "Who says so");

    private static final Fields JOINING = MEMBER.or("role", Shape.text(), "Empty, unless said")
            .or("agentId", Shape.text(), "The agent that takes part; it is lost when that dies")
            .or("agentEpoch", Shape.whole(0, Long.MAX_VALUE), "In which life; the known one, unless said");

    private final SessionIndex index;
    private final Supplier<SessionClient> client;
    private final SessionEvents events;

    /** @param client throws a {@link Problem} while there is none */
    public SessionRoutes(SessionIndex index, Supplier<SessionClient> client, SessionLog log) {
        this.index = index;
        this.client = client;
        this.events = new SessionEvents(this::known, log);
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String what() {
        return "Many agents that do one thing together: phases with barriers, channels, a board, leases.";
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("/sessions", "Lists sessions by id", this::list)
                        .query("state", Shape.oneOf(SessionState.class), "Only those in this state")
                        .query("type", Shape.text(), "Only those of this type")
                        .query("limit", Shape.whole(1, LIMIT_MAX), "100", "At most so many")
                        .query("cursor", Shape.text(), "Go on behind this session")
                        .gives(Shape.object()
                                .with("sessions", Shape.list(SessionJson.SESSION, LIMIT_MAX), "")
                                .or("next", Shape.text(), "The cursor of the next page")),
                Route.get("/sessions/{id}", "Shows one", call -> call.json(SessionJson.of(known(call.path("id")))))
                        .gives(SessionJson.SESSION),
                events.route(),
                Route.get("/sessions/{id}/board", "Reads its board", this::board)
                        .query("prefix", Shape.text(Bounds.NAME_CHARS_MAX), "", "Only keys that begin so")
                        .gives(SessionJson.ANSWER),
                Route.post("/sessions", "Creates one; the same id with the same plan is the same session", this::create)
                        .takes(Shape.object()
                                .or("sessionId", Shape.text(), "A fresh one, unless said")
                                .with("plan", Shape.anything(), "As docs/sessions.md tells"))
                        .gives(201, SessionJson.ANSWER, "it is there")));
        routes.addAll(telling());
        return routes;
    }

    private List<Route> telling() {
        Fields key = ANYBODY.with("key", Shape.text(), "Of the board");
        Shape versions = Shape.whole(-1, Long.MAX_VALUE);
        Shape waits = Shape.whole(0, WAIT_MS_MAX);
        Shape holds = Shape.whole(Bounds.LEASE_MS_MIN, Bounds.LEASE_MS_MAX);
        Shape numbers = Shape.list(Shape.whole(1, Long.MAX_VALUE), Bounds.CHANNEL_CAPACITY_MAX);
        Fields resource = MEMBER.with("resource", Shape.text(), "Its name");
        Fields channel = MEMBER.with("channel", Shape.text(), "Its name");
        return List.of(
                telling(SessionCommandKind.JOIN, JOINING, "Joins it"),
                telling(SessionCommandKind.LEAVE, MEMBER, "Leaves it, with all that it holds"),
                telling(
                        SessionCommandKind.ARRIVE,
                        MEMBER.with("phase", Shape.text(), "The phase that it is done with"),
                        "Is done with a phase"),
                telling(
                        SessionCommandKind.AWAIT,
                        ANYBODY.with("phase", Shape.text(), "Its name").or("waitMs", waits, "Wait so long"),
                        "Answers when a phase is open"),
                telling(
                        SessionCommandKind.PUT,
                        key.with("value", Shape.anything(), "JSON")
                                .or("version", versions, "Only at this version of the key, 0 where it is not there"),
                        "Puts a value on the board"),
                telling(
                        SessionCommandKind.REMOVE,
                        key.or("version", versions, "Only at this version of the key"),
                        "Takes a key off the board"),
                telling(
                        SessionCommandKind.ACQUIRE,
                        resource.or("holdMs", holds, "For so long; 30000, unless said")
                                .or("waitMs", waits, "Wait so long"),
                        "Gets a lease on a resource"),
                telling(
                        SessionCommandKind.RENEW,
                        resource.with("fence", Shape.whole(1, Long.MAX_VALUE), "Of the lease")
                                .or("holdMs", holds, "For so long; 30000, unless said"),
                        "Has a lease for its whole time again"),
                telling(
                        SessionCommandKind.RELEASE,
                        resource.with("fence", Shape.whole(1, Long.MAX_VALUE), "Of the lease"),
                        "Gives a lease back"),
                telling(
                        SessionCommandKind.SEND,
                        ANYBODY.with("channel", Shape.text(), "Its name").with("value", Shape.anything(), "JSON"),
                        "Sends a letter on a channel"),
                telling(
                        SessionCommandKind.RECEIVE,
                        channel.or("count", Shape.whole(1, Bounds.RECEIVED_MAX), "At most so many; 1, unless said")
                                .or("holdMs", holds, "They come again after so long; 30000, unless said")
                                .or("waitMs", waits, "Wait so long")
                                .or("done", numbers, "Those that are done with"),
                        "Takes letters of a channel"),
                telling(
                        SessionCommandKind.ACKNOWLEDGE,
                        channel.with("done", numbers, "Those that are done with"),
                        "Is done with letters"),
                telling(
                        SessionCommandKind.CLOSE,
                        ANYBODY.with("channel", Shape.text(), "Its name"),
                        "Has a channel take no more letters"),
                telling(SessionCommandKind.END, ANYBODY, "Completes it, whatever its phases are"),
                telling(
                        SessionCommandKind.CANCEL,
                        ANYBODY.or("reason", Shape.text(Bounds.TEXT_CHARS_MAX), "Why"),
                        "Ends it, with all that is held and waited for"));
    }

    private Route telling(SessionCommandKind kind, Fields body, String what) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        Route route = Route.post("/sessions/{id}/" + word, what, call -> tell(call, kind))
                .gives(SessionJson.ANSWER);
        return kind == SessionCommandKind.END || kind == SessionCommandKind.CANCEL
                ? route.mayTake(body)
                : route.takes(body);
    }

    private void list(Call call) {
        String state = call.has("state") ? call.text("state") : "";
        String type = call.has("type") ? call.text("type") : "";
        long limit = call.whole("limit");
        List<Map<String, Object>> page = new ArrayList<>();
        String[] last = {""};
        int[] seen = {0};
        boolean[] more = {false};
        index.behind(call.has("cursor") ? call.text("cursor") : "", session -> {
            if (page.size() == limit || seen[0] == SEEN_MAX) {
                more[0] = true;
                return false;
            }
            seen[0]++;
            last[0] = session.getSessionId();
            boolean isWanted = (state.isEmpty()
                            || state.equalsIgnoreCase(session.getState().name()))
                    && (type.isEmpty() || type.equals(session.getType()));
            if (isWanted) {
                page.add(SessionJson.of(session));
            }
            return true;
        });
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sessions", page);
        if (more[0]) {
            shown.put("next", last[0]);
        }
        call.json(shown);
    }

    private SessionStatus known(String id) {
        SessionStatus session = index.get(id);
        if (session == null) {
            throw new Problem(
                    HttpStatus.NOT_FOUND.getCode(),
                    "no session '" + id + "' is known: it never was, or it is over and forgotten, or it was created a"
                            + " moment ago and is not to be seen yet");
        }
        return session;
    }

    private void board(Call call) {
        SessionClient open = client.get();
        answer(
                call,
                SessionAnswers.of(open.ask(
                        open.command(SessionCommandKind.LIST, call.path("id")).setName(call.text("prefix")))));
    }

    private void create(Call call) {
        ReadPlan read = PlanReader.read(call.body().path("plan").toString());
        if (!read.problems().isEmpty()) {
            throw Problem.bad("plan", String.join("; ", read.problems()));
        }
        SessionClient open = client.get();
        String id = call.field("sessionId").isEmpty() ? open.freshId() : call.field("sessionId");
        SessionReply reply = SessionAnswers.of(
                open.ask(open.command(SessionCommandKind.CREATE, id).setPlan(read.plan())));
        call.created("/sessions/" + id, SessionJson.of(reply));
    }

    private void tell(Call call, SessionCommandKind kind) {
        SessionClient open = client.get();
        JsonNode body = call.body();
        SessionCommand.Builder command = open.command(kind, call.path("id"))
                .setCommandId(call.field("commandId"))
                .setParticipant(call.field("participant"))
                .setName(name(call))
                .setVersion(body.path("version").asLong(-1))
                .setFence(body.path("fence").asLong(0))
                .setHoldMs(body.path("holdMs").asLong(HOLD_MS))
                .setWaitMs(body.path("waitMs").asLong(0))
                .setCount(body.path("count").asInt(1))
                .setReason(call.field("reason"))
                .setAgentId(call.field("agentId"))
                .setAgentEpoch(body.path("agentEpoch").asLong(0));
        if (body.has("value")) {
            command.setValue(value(body.path("value")));
        }
        List<Long> done = new ArrayList<>();
        body.path("done").forEach(number -> done.add(number.asLong()));
        answer(call, SessionAnswers.of(open.ask(command.setDone(done))));
    }

    /** What is larger than a record would not even reach whoever refuses it. */
    private static ByteBuffer value(JsonNode written) {
        ByteBuffer value = SessionJson.bytes(written);
        if (value.remaining() > Bounds.VALUE_BYTES_MAX) {
            throw Problem.bad(
                    "value", "up to " + Bounds.VALUE_BYTES_MAX + " bytes are expected, not " + value.remaining());
        }
        return value;
    }

    /** What the command is about; each has one of these at most. */
    private static String name(Call call) {
        for (String field : List.of("role", "phase", "key", "resource", "channel")) {
            if (!call.field(field).isEmpty()) {
                return call.field(field);
            }
        }
        return "";
    }

    private static void answer(Call call, SessionReply reply) {
        call.json(SessionJson.of(reply));
    }
}
