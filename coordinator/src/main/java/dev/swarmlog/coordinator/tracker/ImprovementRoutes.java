package dev.swarmlog.coordinator.tracker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.cluster.CommandClient;
import dev.swarmlog.coordinator.tracker.core.improve.ImproveRule;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementCommand;
import dev.swarmlog.v1.ImprovementCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaTrack;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** What became of sagas, and what should be changed, over HTTP: the pictures come from the index, a word to a proposal is a command. */
final class ImprovementRoutes implements RouteGroup {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_MAX = 10;
    private static final int TRACKS_MAX = 1_000_000;

    private static final Fields TRACK = Shape.object()
            .with("name", Shape.text(), "")
            .with("version", Shape.text(), "")
            .with("runs", Shape.whole(0, Long.MAX_VALUE), "Of the last few thousand")
            .with("failed", Shape.whole(0, Long.MAX_VALUE), "Undone because something failed")
            .with("medianMs", Shape.whole(0, Long.MAX_VALUE), "")
            .with("p95Ms", Shape.whole(0, Long.MAX_VALUE), "")
            .andMore();
    private static final Fields IMPROVEMENT = Shape.object()
            .with("id", Shape.text(), "")
            .with("name", Shape.text(), "The definition")
            .with("version", Shape.text(), "The version that it would change")
            .with("kind", Shape.text(), "RAISE_TIMEOUT, MORE_RETRIES, CHANGE_STRATEGY or SPLIT_STEP")
            .with("state", Shape.text(), "PROPOSED, TRYING, PROMOTED, ROLLED_BACK, REJECTED or STALE")
            .andMore();

    private final TrackIndex index;
    private final Supplier<CommandClient<ImprovementCommand>> client;

    ImprovementRoutes(TrackIndex index, Supplier<CommandClient<ImprovementCommand>> client) {
        this.index = index;
        this.client = client;
    }

    @Override
    public String name() {
        return "improvements";
    }

    @Override
    public String what() {
        return "What became of the sagas of each definition, and what should be changed about it therefore.";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/tracks", "Durations, failures, ways and anomalies of all definitions", this::tracks)
                        .query("name", Shape.text(Limits.ID_CHARS_MAX), "Only this one's")
                        .gives(Shape.list(TRACK, TRACKS_MAX)),
                Route.get("/tracks/{name}/{version}", "Those of one version of a definition", this::track)
                        .gives(TRACK),
                Route.get("/improvements", "All proposals, what changed last first", this::improvements)
                        .query("name", Shape.text(Limits.ID_CHARS_MAX), "Only this definition's")
                        .query("state", Shape.text(Limits.ID_CHARS_MAX), "Only those that are so far")
                        .gives(Shape.list(IMPROVEMENT, TRACKS_MAX)),
                Route.get(
                                "/improvements/{id}",
                                "A proposal, its evidence, and all that became of it",
                                this::improvement)
                        .gives(IMPROVEMENT),
                Route.post(
                                "/improvements/{id}/approve",
                                "Lets a share of the new sagas try a change; it stays if it is not worse",
                                this::approve)
                        .by(Role.OPERATOR)
                        .takes(Shape.object()
                                .or(
                                        "permille",
                                        Shape.whole(1, ImproveRule.PERMILLE_MAX),
                                        "So many of a thousand; as the coordinator is set unless said")
                                .or("reason", Shape.text(Limits.TEXT_CHARS_MAX), ""))
                        .gives(IMPROVEMENT),
                Route.post("/improvements/{id}/reject", "Says no, also to what is tried or stays already", this::reject)
                        .by(Role.OPERATOR)
                        .takes(Shape.object().or("reason", Shape.text(Limits.TEXT_CHARS_MAX), ""))
                        .gives(IMPROVEMENT));
    }

    private void tracks(Call call) {
        String name = call.text("name");
        call.json(index.tracks().stream()
                .filter(each -> name.isEmpty() || each.getName().equals(name))
                .map(ImprovementRoutes::json)
                .toList());
    }

    private void track(Call call) {
        SagaTrack found = index.track(call.path("name"), call.path("version"));
        if (found == null) {
            throw problem(
                    HttpStatus.NOT_FOUND,
                    "no saga of " + call.path("name") + "@" + call.path("version") + " was seen to end");
        }
        call.json(json(found));
    }

    private void improvements(Call call) {
        String name = call.text("name");
        String state = call.text("state");
        call.json(index.improvements().stream()
                .filter(each -> name.isEmpty() || each.getName().equals(name))
                .filter(each -> state.isEmpty() || each.getState().name().equals(state))
                .map(ImprovementRoutes::json)
                .toList());
    }

    private void improvement(Call call) {
        call.json(json(found(call)));
    }

    private Improvement found(Call call) {
        Improvement found = index.improvement(call.path("id"));
        if (found == null) {
            throw problem(HttpStatus.NOT_FOUND, "there is no improvement " + call.path("id"));
        }
        return found;
    }

    private void approve(Call call) throws InterruptedException {
        tell(call, ImprovementCommandKind.APPROVE, call.body().path("permille").asInt());
    }

    private void reject(Call call) throws InterruptedException {
        tell(call, ImprovementCommandKind.REJECT, 0);
    }

    private void tell(Call call, ImprovementCommandKind kind, int permille) throws InterruptedException {
        Improvement known = found(call);
        Reply reply;
        try {
            reply = client.get()
                    .ask(
                            known.getName(),
                            to -> new ImprovementCommand(
                                    kind,
                                    known.getName(),
                                    known.getId(),
                                    permille,
                                    call.caller().name(),
                                    call.field("reason"),
                                    to.topic(),
                                    to.partition(),
                                    to.key(),
                                    System.currentTimeMillis()))
                    .get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw problem(HttpStatus.GATEWAY_TIMEOUT, "no coordinator answered within " + SECONDS_MAX + " s");
        } catch (ExecutionException e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, "the cluster did not take it: " + e.getCause());
        }
        if (reply.getStatus() != ReplyStatus.COMPLETED) {
            throw problem(HttpStatus.CONFLICT, reply.getError());
        }
        call.json(json(known, reply));
    }

    /** As it is now, which the index may not have heard of yet. */
    private static JsonNode json(Improvement known, Reply reply) {
        JsonNode json = json(known);
        try {
            byte[] result = new byte[reply.getResult().remaining()];
            reply.getResult().duplicate().get(result);
            ((ObjectNode) json).setAll((ObjectNode) JSON.readTree(result));
            return json;
        } catch (IOException e) {
            throw new IllegalStateException("a coordinator answers in JSON", e);
        }
    }

    /** Generated classes write themselves as JSON, numbers as numbers. What only the tracker needs is left out. */
    private static JsonNode json(SpecificRecord it) {
        try {
            JsonNode json = JSON.readTree(it.toString());
            if (json instanceof ObjectNode object) {
                object.remove("seen");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes JSON", e);
        }
    }

    private static Problem problem(HttpStatus status, String detail) {
        return new Problem(status.getCode(), detail);
    }
}
