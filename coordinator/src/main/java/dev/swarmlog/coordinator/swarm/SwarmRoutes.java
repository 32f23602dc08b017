package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.agent.swarms.SwarmClient;
import dev.swarmlog.coordinator.swarm.definition.Reading;
import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmFrame;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Swarms over HTTP: pictures come from the index, and everything else is a command like everybody's. */
final class SwarmRoutes implements RouteGroup {
    private static final int LIMIT_MAX = 1_000;
    private static final int SECONDS_MAX = 10;
    private static final int STREAMS_MAX = 100;
    private static final long LOOK_MS = 200;
    private static final long SIGN_MS = 10_000;
    private static final int FRAMES_HELD = 2;

    private final SwarmIndex index;
    private final SwarmReader reader;
    private final Door door;
    private final Semaphore streams = new Semaphore(STREAMS_MAX);

    /** What is beyond the process. */
    interface Door {
        SwarmClient client();

        /** Gives what comes on swarms.positions of this swarm from now on, until it is closed. */
        AutoCloseable frames(String swarmId, Consumer<SwarmFrame> to);
    }

    SwarmRoutes(SwarmIndex index, SwarmReader reader, Door door) {
        this.index = index;
        this.reader = reader;
        this.door = door;
    }

    @Override
    public String name() {
        return "swarms";
    }

    @Override
    public String what() {
        return "Populations that are run towards a goal; every instance of the coordinator answers for all.";
    }

    @Override
    public List<Route> routes() {
        var id = Shape.text(Limits.ID_CHARS_MAX);
        return List.of(
                Route.get("/swarms", "Lists swarms by id", this::list)
                        .query("state", Shape.oneOf(SwarmState.class), "Only those")
                        .query("limit", Shape.whole(1, LIMIT_MAX), "100", "How many")
                        .query("cursor", id, "Behind which id: next of the page before")
                        .gives(Shape.object()
                                .with("swarms", Shape.list(SwarmJson.SWARM, LIMIT_MAX), "")
                                .or("next", Shape.text(), "The cursor of the next page")),
                Route.post("/swarms", "Starts one, of a definition in YAML or JSON", this::start)
                        .query("id", id, "Its id; a new one unless you say so")
                        .query("seed", Shape.whole(0, Long.MAX_VALUE), "0", "Instead of the definition's")
                        .takesText("application/yaml", SwarmReader.BYTES_MAX)
                        .gives(202, Shape.object().with("swarmId", Shape.text(), ""), "it is on its way"),
                Route.get("/swarms/{id}", "Shows one", call -> call.json(SwarmJson.of(known(call.path("id")))))
                        .gives(SwarmJson.SWARM),
                Route.get("/swarms/{id}/changes", "Tells of one as it changes, until it ends", this::changes)
                        .streams("swarm: as it is now"),
                Route.get("/swarms/{id}/positions", "Tells where its particles are, until it ends", this::positions)
                        .streams("frame: where they are now"),
                Route.post("/swarms/{id}/stop", "Ends one where it is", this::stop)
                        .mayTake(Shape.object().or("reason", Shape.text(Limits.TEXT_CHARS_MAX), ""))
                        .givesNothing(204, "it has ended"),
                Route.delete("/swarms/{id}", "Forgets one that has ended", this::forget)
                        .givesNothing(204, "it is forgotten"));
    }

    private void list(Call call) {
        String state = call.text("state").toUpperCase(Locale.ROOT);
        long limit = call.whole("limit");
        List<Map<String, Object>> page = new ArrayList<>();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("swarms", page);
        String last = "";
        for (SwarmStatus swarm : index.behind(call.text("cursor"))) {
            if (page.size() == limit) {
                shown.put("next", last);
                break;
            }
            if (state.isEmpty() || swarm.getState().name().equals(state)) {
                page.add(SwarmJson.of(swarm));
                last = swarm.getSwarmId();
            }
        }
        call.json(shown);
    }

    private void start(Call call) throws InterruptedException {
        String source = call.bodyText();
        if (reader.read(source) instanceof Reading.Invalid(List<dev.swarmlog.document.Problem> problems)) {
            List<Map<String, Object>> told =
                    problems.stream().map(SwarmRoutes::told).toList();
            throw problem(HttpStatus.BAD_REQUEST, problems.getFirst().toString())
                    .with("errors", told);
        }
        String id = call.text("id").isEmpty() ? door.client().freshId() : call.text("id");
        if (!SwarmTask.ID.matcher(id).matches()) {
            throw problem(
                    HttpStatus.BAD_REQUEST,
                    "id: letters, digits, '.', '_', ':' and '-' are expected, found '" + id + "'");
        }
        if (index.get(id) != null) {
            throw problem(HttpStatus.CONFLICT, "there is a swarm '" + id + "' already");
        }
        SwarmCommand.Builder command =
                command(call, SwarmCommandKind.START, id).setSource(source).setSeed(call.whole("seed"));
        try {
            door.client().send(command).get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, "the cluster did not take it: " + e);
        }
        call.json(HttpStatus.ACCEPTED.getCode(), Map.of("swarmId", id));
    }

    private static Map<String, Object> told(dev.swarmlog.document.Problem problem) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("line", problem.at().line());
        told.put("column", problem.at().column());
        told.put("field", problem.field());
        told.put("message", problem.text());
        return told;
    }

    private void stop(Call call) throws InterruptedException {
        known(call.path("id"));
        tell(call, command(call, SwarmCommandKind.STOP, call.path("id")).setReason(call.field("reason")));
    }

    private void forget(Call call) throws InterruptedException {
        known(call.path("id"));
        tell(call, command(call, SwarmCommandKind.FORGET, call.path("id")));
    }

    private static SwarmCommand.Builder command(Call call, SwarmCommandKind kind, String id) {
        return SwarmCommand.newBuilder()
                .setKind(kind)
                .setSwarmId(id)
                .setBy(call.caller().name())
                .setSentAtMs(0);
    }

    private void tell(Call call, SwarmCommand.Builder command) throws InterruptedException {
        Reply reply;
        try {
            reply = door.client().ask(command).get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw problem(HttpStatus.GATEWAY_TIMEOUT, "no coordinator answered within " + SECONDS_MAX + " s");
        } catch (ExecutionException e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, "the cluster did not take it: " + e.getCause());
        }
        if (reply.getStatus() != ReplyStatus.COMPLETED) {
            throw problem(HttpStatus.CONFLICT, reply.getError());
        }
        call.http().status(HttpStatus.NO_CONTENT);
    }

    /** Looks at it again and again: a look costs next to nothing. */
    private void changes(Call call) throws InterruptedException {
        String id = call.path("id");
        SwarmStatus now = known(id);
        acquire();
        try {
            EventStream listener = call.stream();
            long told = 0;
            for (long looks = 1; now != null; looks++) {
                if (now.getChangedAtMs() != told) {
                    told = now.getChangedAtMs();
                    listener.event("swarm", String.valueOf(now.getSteps()), SwarmJson.of(now));
                } else if (looks % (SIGN_MS / LOOK_MS) == 0) {
                    listener.comment("still here");
                }
                if (now.getEndedAtMs() > 0) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                now = index.get(id);
            }
        } catch (IOException gone) {
            // The client went; that is how many of these end.
        } finally {
            streams.release();
        }
    }

    /** Who reads slowly is shown the newest, and not all. */
    private void positions(Call call) throws Exception {
        String id = call.path("id");
        known(id);
        acquire();
        LinkedBlockingDeque<SwarmFrame> frames = new LinkedBlockingDeque<>(FRAMES_HELD);
        try (AutoCloseable reading = door.frames(id, frame -> {
            while (!frames.offerLast(frame)) {
                frames.pollFirst();
            }
        })) {
            EventStream listener = call.stream();
            while (reading != null) {
                SwarmFrame frame = frames.pollFirst(SIGN_MS, TimeUnit.MILLISECONDS);
                SwarmStatus now = index.get(id);
                if (frame != null) {
                    listener.event("frame", String.valueOf(frame.getStep()), SwarmJson.of(frame));
                } else if (now == null || now.getEndedAtMs() > 0) {
                    return;
                } else {
                    listener.comment("still here");
                }
            }
        } catch (IOException gone) {
            // The client went; that is how many of these end.
        } finally {
            streams.release();
        }
    }

    private void acquire() {
        if (!streams.tryAcquire()) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, STREAMS_MAX + " clients listen to swarms already");
        }
    }

    private SwarmStatus known(String id) {
        @Nullable SwarmStatus swarm = index.get(id);
        if (swarm == null) {
            throw problem(
                    HttpStatus.NOT_FOUND,
                    "no swarm '" + id
                            + "' is known: it never was, or it is forgotten, or it was started a moment ago and"
                            + " is not to be seen yet");
        }
        return swarm;
    }

    private static Problem problem(HttpStatus status, String detail) {
        return new Problem(status.getCode(), detail);
    }
}
