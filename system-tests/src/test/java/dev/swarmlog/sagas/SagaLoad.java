package dev.swarmlog.sagas;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.processes.ChaosSettings;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Programs that start sagas of all kinds at a steady pace, some of them twice, and tell them things meanwhile: signals, also
 * twice or too early, cancels, pauses. What the cluster did not take is sent once more.
 */
final class SagaLoad implements AutoCloseable {
    private static final int AGAIN_MS = 500;
    /** So many that each partition has one, more likely than not. */
    private static final int FIRST = 32;

    private final ChaosSettings settings;
    private final ClusterConfig cluster;
    private final SagaClient client;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Queue<CompletableFuture<Reply>> asked = new ConcurrentLinkedQueue<>();
    private final LongAdder open = new LongAdder();
    private final LongAdder notTaken = new LongAdder();

    SagaLoad(ClusterConfig cluster, ChaosSettings settings) {
        this.settings = settings;
        this.cluster = cluster;
        this.client = SagaClient.connect(cluster);
    }

    /** Deploys all kinds, and returns when sagas end. */
    void deploy() {
        for (SagaKind kind : SagaKind.values()) {
            Deployment.deploy(cluster, kind.yaml);
        }
        SplittableRandom random = new SplittableRandom(settings.seed());
        List<CompletableFuture<Reply>> first = new ArrayList<>();
        for (int i = 0; i < FIRST; i++) {
            first.add(client.ask(start("first-" + i, SagaKind.LINEAR, random.split())));
        }
        CompletableFuture.allOf(first.toArray(CompletableFuture[]::new))
                .orTimeout(3, TimeUnit.MINUTES)
                .join();
    }

    /** Starts all of it; returns when the last was sent. */
    void startAll() {
        long startNs = System.nanoTime();
        SplittableRandom random = new SplittableRandom(settings.seed());
        for (int i = 0; i < settings.count(); i++) {
            long dueNs = startNs + i * 1_000_000_000L / settings.perSecond();
            for (long restNs = dueNs - System.nanoTime(); restNs > 0; restNs = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(restNs);
            }
            start(i, random.split());
        }
    }

    private void start(int number, SplittableRandom random) {
        SagaKind kind = SagaKind.drawn(random);
        String id = kind.title() + "-" + number;
        SagaCommand.Builder start = start(id, kind, random.split());
        if (random.nextBoolean()) {
            asked.add(client.ask(start));
        } else {
            tell(start);
        }
        if (random.nextInt(10) == 0) {
            after(random.nextInt(3_000), SagaCommand.newBuilder(start).setReplyTopic(""));
        }
        if (kind == SagaKind.SIGNALLED) {
            int ms = random.nextInt(2_000);
            for (int times = random.nextInt(1, 3); times > 0; times--) {
                after(
                        ms + random.nextInt(500),
                        command(SagaCommandKind.SIGNAL, id).setTarget("go").setIdempotencyKey("paid-" + number));
            }
        } else if (kind == SagaKind.CANCELLED) {
            after(random.nextInt(1_000), command(SagaCommandKind.CANCEL, id).setReason("chaos"));
        } else if (kind == SagaKind.PAUSED) {
            int ms = random.nextInt(300);
            after(ms, command(SagaCommandKind.PAUSE, id));
            after(ms + 50 + random.nextInt(1_500), command(SagaCommandKind.RESUME, id));
        }
    }

    private static SagaCommand.Builder start(String id, SagaKind kind, SplittableRandom random) {
        return command(SagaCommandKind.START, id).setName(kind.title()).setJson(kind.input(random));
    }

    private static SagaCommand.Builder command(SagaCommandKind kind, String id) {
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(id)
                .setBy("chaos")
                .setSentAtMs(0);
    }

    private void after(int ms, SagaCommand.Builder command) {
        open.increment();
        var _ = later.schedule(
                () -> {
                    open.decrement();
                    tell(command);
                },
                ms,
                TimeUnit.MILLISECONDS);
    }

    private void tell(SagaCommand.Builder command) {
        open.increment();
        var _ = client.send(command).whenComplete((sent, failure) -> {
            if (failure != null) {
                notTaken.increment();
                after(AGAIN_MS, command);
            }
            open.decrement();
        });
    }

    /** Returns when all that was to be said is in the log. */
    void awaitSaid() {
        Awaitility.await("all is said").atMost(Duration.ofMinutes(2)).until(() -> open.sum() == 0);
    }

    /** How many of those who asked have no answer. */
    long unanswered() {
        asked.removeIf(CompletableFuture::isDone);
        return asked.size();
    }

    /** How often the cluster did not take a command. */
    long notTaken() {
        return notTaken.sum();
    }

    @Override
    public void close() {
        later.shutdownNow();
        client.close();
    }
}
