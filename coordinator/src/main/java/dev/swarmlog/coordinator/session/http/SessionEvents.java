package dev.swarmlog.coordinator.session.http;

import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionFact;
import dev.swarmlog.v1.SessionFactKind;
import dev.swarmlog.v1.SessionStatus;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The stream of what happens in one session. Each reads the log by a consumer of its own, so there are only so many. */
final class SessionEvents {
    private static final int STREAMS_MAX = 50;
    private static final int HELD_MAX = 500;
    private static final long SIGN_MS = 10_000;
    private static final long LOOK_MS = 200;

    private final Function<String, SessionStatus> known;
    private final SessionLog log;
    private final Semaphore streams = new Semaphore(STREAMS_MAX);

    /** What is asked for a session that is not {@code known} throws a {@link Problem}. */
    SessionEvents(Function<String, SessionStatus> known, SessionLog log) {
        this.known = known;
        this.log = log;
    }

    Route route() {
        return Route.get(
                        "/sessions/{id}/events",
                        "Tells all that happened in one and happens, until it ends",
                        this::tell)
                .query("after", Shape.whole(0, Long.MAX_VALUE), "0", "Only events above this version")
                .streams("event: {version, atMs, facts: [{kind, ...}]}");
    }

    private void tell(Call call) throws Exception {
        String id = call.path("id");
        long after = call.whole("after");
        SessionStatus now = known.apply(id);
        if (!streams.tryAcquire()) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(), STREAMS_MAX + " clients follow sessions already");
        }
        LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>(HELD_MAX);
        AtomicBoolean isHeard = new AtomicBoolean(true);
        try (AutoCloseable reading =
                log.follow(id, now.getCreatedAtMs(), event -> hold(event, after, events, isHeard))) {
            EventStream listener = call.stream();
            boolean goesOn = reading != null;
            while (goesOn) {
                SessionEvent event = events.poll(SIGN_MS, TimeUnit.MILLISECONDS);
                if (event == null) {
                    listener.comment("still here");
                } else {
                    listener.event("event", String.valueOf(event.getVersion()), json(event));
                    goesOn = event.getFacts().stream().noneMatch(fact -> fact.getKind() == SessionFactKind.ENDED);
                }
            }
        } catch (IOException gone) {
            // The client went; that is how many of these end.
        } finally {
            isHeard.set(false);
            streams.release();
        }
    }

    /** Who reads slowly has the log read slowly: nothing is left out. */
    private static void hold(
            SessionEvent event, long after, LinkedBlockingQueue<SessionEvent> events, AtomicBoolean isHeard) {
        boolean isDone = event.getVersion() <= after;
        while (!isDone && isHeard.get()) {
            try {
                isDone = events.offer(event, LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<String, Object> json(SessionEvent event) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("version", event.getVersion());
        shown.put("atMs", event.getAtMs());
        List<Map<String, Object>> facts =
                event.getFacts().stream().map(SessionEvents::json).toList();
        shown.put("facts", facts);
        return shown;
    }

    /** What a fact does not say is left out. */
    private static Map<String, Object> json(SessionFact fact) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", fact.getKind().name());
        say(shown, "name", fact.getName());
        say(shown, "participant", fact.getParticipant());
        say(shown, "text", fact.getText());
        say(shown, "commandId", fact.getCommandId());
        if (fact.getNumber() != 0) {
            shown.put("number", fact.getNumber());
        }
        if (fact.getUntilMs() > 0) {
            shown.put("untilMs", fact.getUntilMs());
        }
        if (fact.getKind() == SessionFactKind.PUT || fact.getKind() == SessionFactKind.SENT) {
            shown.put("value", SessionJson.value(fact.getValue()));
        }
        say(shown, "cause", known(fact.getCause()));
        say(shown, "place", known(fact.getPlace()));
        say(shown, "refusal", known(fact.getRefusal()));
        say(shown, "state", known(fact.getState()));
        return shown;
    }

    private static String known(Enum<?> word) {
        return word.name().equals("UNKNOWN") ? "" : word.name();
    }

    private static void say(Map<String, Object> shown, String field, String text) {
        if (!text.isEmpty()) {
            shown.put(field, text);
        }
    }
}
