package dev.swarmlog.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.coordinator.letters.Letter;
import dev.swarmlog.coordinator.letters.LetterBox;
import dev.swarmlog.coordinator.letters.LetterJson;
import dev.swarmlog.coordinator.letters.Rerun;
import dev.swarmlog.coordinator.letters.Rerun.Telling;
import dev.swarmlog.coordinator.letters.Resubmission;
import dev.swarmlog.coordinator.letters.Resubmission.Changes;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.DeadLetterReason;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Dead letters: listed, shown, submitted again. Each request reads all of their topic, so few may at once. */
final class LetterRoutes implements RouteGroup {
    private static final int READERS_MAX = 2;
    private static final int LIST_MAX = 10_000;
    private static final int RERUN_MAX = 100_000;
    private static final long DEADLINE_MS_MAX = 30L * 86_400_000;
    private static final Shape REASON = Shape.oneOf(DeadLetterReason.class);
    private static final Fields SUMMARY = Shape.object()
            .with("at", Shape.text(), "When it died, as 2026-11-21T08:00:00Z")
            .with("reason", REASON, "")
            .with("detail", Shape.text(100_000), "")
            .with("key", Shape.text(100_000), "The message's id, where it had one")
            .andMore();

    private final Supplier<ClusterConfig> cluster;
    private final Semaphore readers = new Semaphore(READERS_MAX);

    LetterRoutes(Supplier<ClusterConfig> cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "dead letters";
    }

    @Override
    public String what() {
        return "Messages that could not be read or delivered, and why; they can be submitted again.";
    }

    @Override
    public List<Route> routes() {
        Fields changes = Shape.object()
                .or("deadlineMs", Shape.whole(1, DEADLINE_MS_MAX), "From now on; the router's default, unless said")
                .or("capability", Shape.text(), "To agents that can do this, instead");
        Fields told = Shape.object()
                .with("id", Shape.text(100_000), "")
                .with("done", Shape.oneOf(Rerun.Done.class), "")
                .with("as", Shape.text(), "The new message's id")
                .andMore();
        return List.of(
                Route.get("/dead-letters", "Lists the newest, the newest last", this::list)
                        .query("reason", Shape.list(REASON, DeadLetterReason.values().length), "Died of one of these")
                        .query("sinceMs", Shape.timeMs(), "0", "Died since then")
                        .query("limit", Shape.whole(1, LIST_MAX), "100", "How many")
                        .gives(Shape.object().with("deadLetters", Shape.list(SUMMARY, LIST_MAX), "")),
                Route.get(
                                "/dead-letters/{id}",
                                "Shows the newest of a message's id, or of topic-partition@offset",
                                call -> call.json(LetterJson.whole(known(call))))
                        .gives(SUMMARY),
                Route.post("/dead-letters/{id}/resubmit", "Submits it again, as a new message", this::resubmit)
                        .mayTake(changes)
                        .gives(told),
                Route.post("/dead-letters:resubmit", "Submits many again", this::resubmitMany)
                        .takes(changes.or(
                                        "reasons",
                                        Shape.list(REASON, 20),
                                        "Died of one of these; of anything, unless said")
                                .or("sinceMs", Shape.timeMs(), "Died since then")
                                .or("limit", Shape.whole(1, RERUN_MAX), "At most so many; 10,000, unless said")
                                .or("dryRun", Shape.flag(), "Only say what would be submitted"))
                        .gives(Shape.object().with("tellings", Shape.list(told, 1_000_000), "")));
    }

    private void list(Call call) {
        Predicate<Letter> wanted = wanted(call.texts("reason"), call.whole("sinceMs"));
        List<Letter> found = read(box -> box.newest(wanted, Math.toIntExact(call.whole("limit"))));
        call.json(Map.of("deadLetters", found.stream().map(LetterJson::summary).toList()));
    }

    private Letter known(Call call) {
        String id = call.path("id");
        return read(box -> box.newest(id))
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND.getCode(), "there is no dead letter of a message '" + id + "'"));
    }

    private void resubmit(Call call) {
        Letter letter = known(call);
        if (!letter.problem().isEmpty()) {
            throw new Problem(HttpStatus.CONFLICT.getCode(), "it cannot be submitted again: " + letter.problem());
        }
        Changes changes = changes(call.body());
        call.json(read(box -> {
            try (Resubmission again = new Resubmission(cluster.get(), changes)) {
                return new Rerun(again, new Rerun.Order(any -> true, 1, false, changes)).one(letter);
            }
        }));
    }

    private void resubmitMany(Call call) {
        JsonNode body = call.body();
        List<String> reasons =
                body.path("reasons").valueStream().map(JsonNode::asText).toList();
        Changes changes = changes(body);
        Rerun.Order order = new Rerun.Order(
                wanted(reasons, body.path("sinceMs").asLong(0)),
                body.path("limit").asInt(LIST_MAX),
                body.path("dryRun").asBoolean(),
                changes);
        List<Telling> tellings = read(box -> {
            try (Resubmission again = new Resubmission(cluster.get(), changes)) {
                return new Rerun(again, order).many(box);
            }
        });
        call.json(Map.of("tellings", tellings));
    }

    private static Changes changes(JsonNode body) {
        long deadlineMs = body.path("deadlineMs").asLong(0);
        @Nullable Duration deadline = deadlineMs == 0 ? null : Duration.ofMillis(deadlineMs);
        return new Changes(deadline, body.path("capability").asText(""));
    }

    private static Predicate<Letter> wanted(List<String> reasons, long sinceMs) {
        Set<DeadLetterReason> wanted = EnumSet.noneOf(DeadLetterReason.class);
        reasons.forEach(reason -> wanted.add(DeadLetterReason.valueOf(reason.toUpperCase(Locale.ROOT))));
        return letter -> (wanted.isEmpty() || wanted.contains(letter.wire().getReason()))
                && letter.wire().getAtMs() >= sinceMs;
    }

    private interface Reading<T> {
        T of(LetterBox box);
    }

    private <T> T read(Reading<T> reading) {
        if (!readers.tryAcquire()) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                    READERS_MAX + " requests read the dead letters already; come again in a moment");
        }
        try {
            return reading.of(new LetterBox(cluster.get()));
        } catch (ClusterException e) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), String.valueOf(e.getMessage()));
        } finally {
            readers.release();
        }
    }
}
