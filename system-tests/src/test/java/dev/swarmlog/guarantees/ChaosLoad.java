package dev.swarmlog.guarantees;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.messages.ClientSettings;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.agent.messages.MessageFailure;
import dev.swarmlog.processes.AgentProcess;
import dev.swarmlog.processes.ChaosSettings;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Programs that submit work at a steady pace: most wait for the reply and some do not; some name an idempotency key and
 * submit again; some work takes longer than a lease, some fails once, for good, or each time.
 */
final class ChaosLoad implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int IN_FLIGHT_MAX = 20_000;

    private final ChaosSettings settings;
    private final MessageClient client;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<CompletableFuture<?>> pending = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder notAccepted = new LongAdder();

    ChaosLoad(ClusterConfig cluster, ChaosSettings settings) {
        this.settings = settings;
        client = MessageClient.connect(
                cluster,
                ClientSettings.DEFAULT
                        .withTimeout(TIMEOUT)
                        .withInFlightMax(IN_FLIGHT_MAX, ClientSettings.WhenFull.BLOCK));
    }

    /** The first reply means that agents are known to the router; before, it may rightly say that nobody can do it. */
    void awaitAgents() {
        Awaitility.await("somebody works").atMost(60, TimeUnit.SECONDS).until(() -> {
            Reply reply = client.submit(AgentProcess.taking(Duration.ZERO)).get(30, TimeUnit.SECONDS);
            return reply.getStatus() == ReplyStatus.COMPLETED;
        });
    }

    /** Submits all of it; returns when the last was submitted. */
    void submitAll() {
        long startNs = System.nanoTime();
        SplittableRandom random = new SplittableRandom(settings.seed());
        for (int i = 0; i < settings.count(); i++) {
            long dueNs = startNs + i * 1_000_000_000L / settings.perSecond();
            for (long restNs = dueNs - System.nanoTime(); restNs > 0; restNs = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(restNs);
            }
            submit(i, random.split());
        }
    }

    private void submit(int number, SplittableRandom random) {
        MessageDraft draft = work(random).source("chaos").timeout(TIMEOUT);
        double kind = random.nextDouble();
        if (kind < 0.2) {
            expect(client.send(draft));
        } else if (kind < 0.5) {
            draft.idempotencyKey("key-" + number);
            expect(client.submit(draft).thenApply(Reply::getMessageId));
            if (random.nextInt(4) == 0) {
                expect(client.send(draft));
            }
        } else {
            expect(client.submit(draft).thenApply(Reply::getMessageId));
        }
    }

    /** Mostly quick; one in a hundred takes longer than a lease. */
    private static MessageDraft work(SplittableRandom random) {
        double pace = random.nextDouble();
        int ms = pace < 0.9 ? random.nextInt(10) : pace < 0.99 ? random.nextInt(50, 300) : random.nextInt(1_000, 4_000);
        MessageDraft draft = AgentProcess.taking(Duration.ofMillis(ms));
        double luck = random.nextDouble();
        if (luck < 0.03) {
            AgentProcess.failing(draft, true, 1);
        } else if (luck < 0.04) {
            AgentProcess.failing(draft, false, 1);
        } else if (luck < 0.045) {
            AgentProcess.failing(draft, true, 100);
        }
        return draft;
    }

    private void expect(CompletableFuture<String> id) {
        pending.add(id.handle((messageId, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                acknowledged.add(messageId);
            } else if (cause instanceof MessageFailure refused
                    && refused.reason() == MessageFailure.Reason.NOT_ACCEPTED) {
                notAccepted.increment();
            } else {
                failures.add(String.valueOf(cause));
            }
            return messageId;
        }));
    }

    /** Waits until everybody who waits has an answer. */
    void awaitReplies(Duration atMost) {
        Awaitility.await("everybody was answered").atMost(atMost).until(() -> {
            pending.removeIf(CompletableFuture::isDone);
            return pending.isEmpty();
        });
    }

    /** Ids of messages that the cluster took, as far as this program was told. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Whatever went wrong for those who submitted, but for what the cluster did not take. */
    ConcurrentLinkedQueue<String> failures() {
        return failures;
    }

    long notAccepted() {
        return notAccepted.sum();
    }

    @Override
    public void close() {
        client.close();
    }
}
