package dev.swarmlog.coordinator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.coordinator.core.search.Landscape;
import dev.swarmlog.coordinator.core.search.Objective;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmItemResult;
import dev.swarmlog.v1.SwarmResult;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Agents lose, delay, double and break what they are asked, and the coordinator is killed in between. */
final class RemoteSwarmTest {
    private static final SwarmConfig CONFIG = new SwarmConfig(50, 500, 500, 100, 10, 1_000_000_000, 0);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEARCH = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: search}
        spec:
          behaviour: SWARMING
          particles: 20
          swarming:
            method: %s
            dimensions: 3
            objective: %s
          convergence: {target: 1.0e-6, steps: 300}
        """;
    private static final String WORK = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: work}
        spec:
          behaviour: FORAGING
          work:
            capability: calc.carbon
            ways: [{name: eu, region: eu}, {name: us, region: us}]
            out: 5
            attempts: 2
            patience: 2s
        """;

    static {
        TrustedTypes.allow();
    }

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Kept kept = new Kept();
    private final Heard heard = new Heard();
    private final List<Reply> underWay = new ArrayList<>();
    private SwarmTask task = Tasks.of(CONFIG, kept, heard);
    private long nowMs = 1_000_000;

    @Test
    void findsWithAgentsWhatItFindsInProcess() {
        for (String method : List.of("CMA", "PARTICLES")) {
            start("inside" + method, SEARCH.formatted(method, "{function: ROSENBROCK, instance: 4}"));
            start(
                    "outside" + method,
                    SEARCH.formatted(method, "{capability: f, batch: 3, attempts: 50, patience: 1s}"));

            runUntilEnded("outside" + method, this::evaluated);
            runUntilEnded("inside" + method, this::evaluated);

            SwarmStatus inside = heard.status("inside" + method);
            SwarmStatus outside = heard.status("outside" + method);
            assertThat(outside.getBestPoint()).as("seed %d", seed).isEqualTo(inside.getBestPoint());
            assertThat(outside.getSteps()).isEqualTo(inside.getSteps());
            assertThat(outside.getEvaluations()).isEqualTo(inside.getEvaluations());
        }
    }

    @Test
    void takesForTheWorstWhatNobodyEvaluates() {
        start("a", SEARCH.formatted("CMA", "{capability: f, batch: 3, attempts: 2, patience: 1s}"));

        for (int i = 0; i < 1_000 && !heard.hasEnded("a"); i++) {
            nowMs += 1_000;
            task.beat(nowMs);
        }

        assertThat(heard.status("a").getState()).isEqualTo(SwarmState.EXHAUSTED);
        assertThat(heard.status("a").getMeasure()).isInfinite();
    }

    @Test
    void accountsForEachItemOnceAndSetsAsideWhatNobodyCanDo() {
        start("w", WORK);
        int loads = 30;
        for (int load = 0; load < loads; load++) {
            feed(load, 10, load == loads - 1);
            feed(load, 10, false);
            mayDie();
        }

        runUntilEnded("w", RemoteSwarmTest::worked);

        SwarmStatus status = heard.status("w");
        assertThat(status.getState()).as("seed %d", seed).isEqualTo(SwarmState.CONVERGED);
        assertThat(status.getReason()).isEqualTo("FINISHED");
        Map<String, Integer> accounts = new HashMap<>();
        int aside = 0;
        for (SwarmResult result : heard.results) {
            for (SwarmItemResult item : result.getItems()) {
                accounts.merge(result.getLoad() + "/" + item.getItem(), 1, Integer::sum);
                aside += item.getError().isEmpty() ? 0 : 1;
                assertThat(Seals.holds(result, item, item(result.getLoad(), item.getItem())))
                        .isTrue();
            }
        }
        assertThat(accounts).as("seed %d", seed).hasSize(loads * 10);
        assertThat(accounts.values()).containsOnly(1);
        assertThat(accounts).containsKey("7/3");
        assertThat(aside)
                .as("item 3 of load 7 is poison, and others may have had bad luck four times")
                .isPositive();
        assertThat(status.getCounts()).containsEntry("done", (long) loads * 10 - aside);
        assertThat(kept.loads).isEmpty();
    }

    @Test
    void setsNothingAsideWhereOneRegionIsDead() {
        start("w", WORK);
        for (int load = 0; load < 100; load++) {
            feed(load, 10, load == 99);
        }
        long beganMs = nowMs;

        for (int round = 0; round < 5_000 && !heard.hasEnded("w"); round++) {
            List<Message> sent = List.copyOf(heard.messages);
            heard.messages.clear();
            nowMs += 20;
            sent.stream()
                    .filter(message -> message.getRouting().getRegion().equals("us"))
                    .forEach(message -> task.reply(worked(message), nowMs));
            task.beat(nowMs);
        }

        assertThat(heard.status("w").getCounts()).containsEntry("done", 999L).containsEntry("aside", 1L);
        assertThat(heard.results.stream().filter(result -> result.getLoad() != 7))
                .allSatisfy(result -> assertThat(result.getAttempt()).isLessThanOrEqualTo(3));
        assertThat(nowMs - beganMs)
                .as("nothing waits for the patience of two seconds time and again")
                .isLessThan(10_000);
    }

    @Test
    void setsNothingAsideBecauseItsAgentsComeLate() {
        start("w", WORK);
        for (int load = 0; load < 10; load++) {
            feed(load, 3, load == 9);
        }
        rounds(50, 20, RemoteSwarmTest::nobody);
        assertThat(heard.results).isEmpty();

        rounds(5_000, 20, RemoteSwarmTest::worked);
        assertThat(heard.status("w").getCounts()).containsEntry("done", 30L).containsEntry("aside", 0L);
    }

    @Test
    void saysOfWhatItSetsAsideWhatTheRouterSaid() {
        start("w", WORK);
        feed(0, 1, true);

        rounds(1_000, 100, RemoteSwarmTest::nobody);

        assertThat(heard.results)
                .singleElement()
                .satisfies(result -> assertThat(result.getItems().getFirst().getError())
                        .isEqualTo("nobody said a word in time; the last that the router said: nobody can do it"));
    }

    @Test
    void refusesWorkThatIsOutOfItsOrder() {
        start("w", WORK);

        feed(1, 10, false);
        feed(0, 10, true);
        feed(1, 10, false);

        assertThat(heard.answers)
                .extracting(answer -> answer.reply().getError())
                .containsExactly("load 0 is expected, found load 1", "", "nothing was to come after load 0");
    }

    private interface Agent {
        Reply answer(Message message);
    }

    /** Nothing is lost and nobody dies. */
    private void rounds(int most, int everyMs, Agent agent) {
        for (int round = 0; round < most && !heard.hasEnded("w"); round++) {
            List<Message> sent = List.copyOf(heard.messages);
            heard.messages.clear();
            nowMs += everyMs;
            sent.forEach(message -> task.reply(agent.answer(message), nowMs));
            task.beat(nowMs);
        }
    }

    private void runUntilEnded(String id, Agent agent) {
        for (int round = 0; round < 100_000 && !heard.hasEnded(id); round++) {
            heard.messages.forEach(message -> carry(message, agent));
            heard.messages.clear();
            if (!underWay.isEmpty()) {
                Reply reply = underWay.get(random.nextInt(underWay.size()));
                if (random.nextInt(4) > 0) {
                    underWay.remove(reply);
                }
                task.reply(reply, nowMs);
            }
            nowMs += 20;
            task.beat(nowMs);
            mayDie();
        }
        assertThat(heard.hasEnded(id))
                .as("seed %d: %s", seed, heard.statuses.get(id))
                .isTrue();
    }

    /** One in twenty is lost, and one in ten fails. */
    private void carry(Message message, Agent agent) {
        int luck = random.nextInt(20);
        if (luck > 0) {
            underWay.add(luck < 3 ? reply(message, ReplyStatus.FAILED, "null") : agent.answer(message));
        }
    }

    /** Commits, and comes back as another. */
    private void mayDie() {
        task.writeDown();
        if (random.nextInt(10) == 0) {
            task = Tasks.of(CONFIG, kept, heard);
            task.restore(nowMs);
        }
    }

    private Reply evaluated(Message message) {
        Objective objective = Landscape.ROSENBROCK.instance(3, 4);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode values = answer.putArray("values");
        for (JsonNode point : read(message).path("points")) {
            double[] numbers = new double[point.size()];
            for (int d = 0; d < numbers.length; d++) {
                numbers[d] = point.get(d).doubleValue();
            }
            values.add(objective.value(numbers));
        }
        return reply(message, ReplyStatus.COMPLETED, answer.toString());
    }

    /** Nobody can do the fourth item of load 7, nor anything that travels with it. */
    private static Reply worked(Message message) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode results = answer.putArray("results");
        for (JsonNode item : read(message).path("items")) {
            if (item.path("id").asText().equals("7/3")) {
                return reply(message, ReplyStatus.FAILED, "null");
            }
            results.addObject().put("of", item.path("id").asText());
        }
        return reply(message, ReplyStatus.COMPLETED, answer.toString());
    }

    private static JsonNode read(Message message) {
        try {
            return JSON.readTree(StandardCharsets.UTF_8
                    .decode(message.getPayload().duplicate())
                    .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The router's own word. */
    private static Reply nobody(Message message) {
        return Tasks.word(message.getMessageId(), ReplyStatus.REJECTED, "nobody can do it", "");
    }

    private static Reply reply(Message message, ReplyStatus status, String result) {
        return Tasks.reply(message.getMessageId(), status, result);
    }

    private void start(String id, String source) {
        task.command(
                id, Tasks.command(SwarmCommandKind.START, id).setSource(source).build(), nowMs);
    }

    private void feed(long load, int count, boolean last) {
        List<ByteBuffer> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item(load, i));
        }
        SwarmCommand.Builder feed = Tasks.command(SwarmCommandKind.FEED, "w")
                .setLoad(load)
                .setItems(items)
                .setLast(last)
                .setReplyTopic("messages.replies");
        task.command("w", feed.build(), nowMs);
    }

    private static ByteBuffer item(long load, int item) {
        return ByteBuffer.wrap(("{\"id\":\"" + load + "/" + item + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
