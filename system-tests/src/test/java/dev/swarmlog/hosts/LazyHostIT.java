package dev.swarmlog.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.configs.DeclaredAgents;
import dev.swarmlog.agent.core.LiveHandlers.Activations;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import dev.swarmlog.standalone.processes.JavaProcess;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand agents are declared by a document, fifty are alive, and some are asked much more often than others. Hosts come
 * and go, and what is declared changes.
 */
class LazyHostIT {
    static final String GROUP = "specialists";

    private static final int AGENTS = 1_000;
    private static final int LIVE = 50;
    private static final int MESSAGES = 4_000;
    private static final int MOVED = 1_000;
    private static final int KILLED_AFTER = 100;
    private static final int IN_FLIGHT = 32;
    private static final int STATE_BYTES = 256 * 1024;
    private static final double ACTIVATION_MS_MAX = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicInteger aliveMost = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final Queue<WeakReference<Specialist>> reachable = new ConcurrentLinkedQueue<>();
    private final AtomicInteger handled = new AtomicInteger();

    @Test
    void hostsShareAThousandOfWhichFiftyAreAlive() throws Exception {
        try (Platform platform = Platform.start(
                        PlatformOptions.keeping(folder.resolve("data")).withListeners(Listeners.ANY));
                HttpClient http = HttpClient.newHttpClient()) {
            ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
            put(http, platform, document(AGENTS, "plain"));
            try (MessageClient client = MessageClient.connect(cluster);
                    AgentHost host = AgentHost.connect(cluster).start();
                    DeclaredAgents declared = follow(host, cluster)) {
                await().atMost(PATIENCE).until(() -> declared.running().size() == AGENTS);
                fiftyServe(client, host);

                sharedWithASecondHost(client, cluster, declared);
                takenOverFromOneThatIsKilled(client, platform, declared);
                followed(client, declared, http, platform);
                refusedWithoutBudget(client, declared, http, platform);
            }
            assertThat(alive).as("all are closed with their hosts").hasValue(0);
        }
    }

    private void fiftyServe(MessageClient client, AgentHost host) throws Exception {
        assertAllDone(ask(client, MESSAGES));

        Activations seen = host.activations();
        System.out.printf(
                "%d agents declared, %d messages: %s, hit rate %.2f, at most %d alive at once%n",
                AGENTS, MESSAGES, seen, seen.hitRate(), aliveMost.get());
        assertThat(seen.activated() + seen.reused()).isEqualTo(MESSAGES);
        assertThat(seen.live()).isLessThanOrEqualTo(LIVE);
        assertThat(aliveMost).as("more only while they are in use").hasValueLessThanOrEqualTo(LIVE + IN_FLIGHT);
        assertThat(seen.msP99()).isLessThan(ACTIVATION_MS_MAX);
        assertThat(seen.hitRate()).isGreaterThan(0.3);
        await("memory for those that are alive, and no others").atMost(PATIENCE).until(() -> {
            System.gc();
            reachable.removeIf(each -> each.get() == null);
            return reachable.size() <= LIVE;
        });
        assertThat(made).hasValueGreaterThan(10 * LIVE);
    }

    /** Agents move while they are asked, each is at one host, and no work is done twice. */
    private void sharedWithASecondHost(MessageClient client, ClusterConfig cluster, DeclaredAgents first)
            throws Exception {
        handled.set(0);
        try (AgentHost host = AgentHost.connect(cluster).start();
                DeclaredAgents second = follow(host, cluster)) {
            List<CompletableFuture<Reply>> replies = ask(client, MOVED);
            await().atMost(PATIENCE)
                    .until(() -> first.running().size() + second.running().size() == AGENTS
                            && second.running().size() > AGENTS / 4);
            assertThat(first.running()).doesNotContainAnyElementsOf(second.running());
            assertAllDone(replies);
            System.out.printf(
                    "shared: %d here, %d there; %d messages handled %d times while agents moved%n",
                    first.running().size(), second.running().size(), MOVED, handled.get());
            assertThat(handled).hasValue(MOVED);
        }
        await().atMost(PATIENCE).until(() -> first.running().size() == AGENTS);
    }

    /** What its agents were at is done by their next life, here. */
    private void takenOverFromOneThatIsKilled(MessageClient client, Platform platform, DeclaredAgents first)
            throws Exception {
        JavaProcess other = HostProcess.launch(
                folder.resolve("other.out"), platform.bootstrapServers(), platform.schemaRegistryUrl());
        try {
            await().atMost(PATIENCE).until(() -> first.running().size() < AGENTS * 3 / 4);
            AtomicInteger there = new AtomicInteger();
            AtomicLong killedNanos = new AtomicLong();
            List<CompletableFuture<Reply>> replies = ask(client, MOVED, reply -> {
                if (text(reply).equals(HostProcess.ELSEWHERE) && there.incrementAndGet() == KILLED_AFTER) {
                    other.kill();
                    killedNanos.set(System.nanoTime());
                }
            });
            assertThat(other.isAlive()).isFalse();
            assertAllDone(replies);
            await().atMost(PATIENCE).until(() -> first.running().size() == AGENTS);
            System.out.printf(
                    "killed: %d of %d messages were done there, the rest here; all are here, and all was done, after %d ms%n",
                    there.get(), MOVED, (System.nanoTime() - killedNanos.get()) / 1_000_000);
        } finally {
            other.kill();
        }
    }

    private static String text(Reply reply) {
        return StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
    }

    private static void followed(MessageClient client, DeclaredAgents declared, HttpClient http, Platform platform)
            throws Exception {
        put(http, platform, document(AGENTS - 1, "fancy"));

        await().atMost(PATIENCE).until(() -> declared.running().size() == AGENTS - 1);
        Reply reply = answer(client, "skill.1");
        assertThat(text(reply)).startsWith("fancy");
    }

    private void refusedWithoutBudget(MessageClient client, DeclaredAgents declared, HttpClient http, Platform platform)
            throws Exception {
        put(http, platform, document(1, "plain") + "      budget: nobody/agents\n");
        await().atMost(PATIENCE).until(() -> declared.running().size() == 1);
        int before = made.get();

        Reply reply = answer(client, "skill.1");

        System.out.println("without a budget: " + reply.getStatus() + ", " + reply.getError());
        assertThat(reply.getStatus()).isNotEqualTo(ReplyStatus.COMPLETED);
        assertThat(reply.getError()).contains("nobody");
        assertThat(made).as("what the budget refuses is not even made").hasValue(before);
    }

    private static Reply answer(MessageClient client, String type) throws Exception {
        return client.submit(MessageDraft.ofType(type).text("how?").patient().timeout(SOON))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private DeclaredAgents follow(AgentHost host, ClusterConfig cluster) {
        return DeclaredAgents.at(host, cluster, GROUP)
                .offer("specialist", settings -> new Specialist(settings.text("style")))
                .start();
    }

    /** Each agent has a skill of its own, so nobody else can answer for it. */
    private static String document(int agents, String style) {
        StringBuilder document = new StringBuilder("""
            apiVersion: swarmlog.dev/v1
            kind: Agents
            metadata: {name: specialists}
            spec:
              defaults: {hosts: specialists, handler: specialist, concurrency: 4, settings: {style: %s}}
              agents:
            """.formatted(style));
        for (int i = 1; i <= agents; i++) {
            document.append("    - id: specialist-%d%n      capabilities: {skill.%d: 1.0.0}%n".formatted(i, i));
        }
        return document.toString();
    }

    private static void put(HttpClient http, Platform platform, String document) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(platform.httpUrl()).resolve("/agent-configs"))
                        .PUT(BodyPublishers.ofString(document))
                        .header("Content-Type", "application/yaml")
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void assertAllDone(List<CompletableFuture<Reply>> replies) throws Exception {
        for (CompletableFuture<Reply> reply : replies) {
            Reply answer = reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.getStatus()).as(answer.getError()).isEqualTo(ReplyStatus.COMPLETED);
        }
    }

    /** By Zipf's law: the first agent is asked twice as often as the second. */
    private static List<CompletableFuture<Reply>> ask(MessageClient client, int messages) throws InterruptedException {
        return ask(client, messages, reply -> {});
    }

    private static List<CompletableFuture<Reply>> ask(MessageClient client, int messages, Consumer<Reply> heard)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        double[] upTo = new double[AGENTS];
        double sum = 0;
        for (int i = 0; i < AGENTS; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        Semaphore free = new Semaphore(IN_FLIGHT);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble(sum));
            int who = 1 + Math.min(AGENTS - 1, found < 0 ? -found - 1 : found);
            free.acquire();
            CompletableFuture<Reply> reply = client.submit(
                    MessageDraft.ofType("skill." + who).text("how?").patient().timeout(PATIENCE));
            replies.add(reply);
            var _ = reply.thenAccept(heard).whenComplete((done, failure) -> free.release());
        }
        return replies;
    }

    /** Something that takes room, and time to make. */
    private final class Specialist implements AgentHandler, AutoCloseable {
        private final byte[] state = new byte[STATE_BYTES];
        private final String style;

        Specialist(String style) {
            this.style = style;
            made.incrementAndGet();
            reachable.add(new WeakReference<>(this));
            new SplittableRandom().nextBytes(state);
            aliveMost.accumulateAndGet(alive.incrementAndGet(), Math::max);
        }

        @Override
        public Result handle(HandlerContext context) {
            handled.incrementAndGet();
            return Result.text(style + " by " + state[0]);
        }

        @Override
        public void close() {
            alive.decrementAndGet();
        }
    }
}
