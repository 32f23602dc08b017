package dev.swarmlog.agent.host;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.core.LiveHandlers;
import dev.swarmlog.agent.core.LiveHandlers.Activations;
import dev.swarmlog.agent.core.RecentDeliveries;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries on, runs each at most once, and tells its outcome. Mutable and thread-safe: {@link #take} is the
 * reading thread's alone, {@link #tend} the timer's, and handlers end on their own threads.
 */
final class Work {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final String LEAVING = "the agent is leaving";
    private static final Verdict NEVER_BEGUN =
            Verdict.rejected(ErrorClass.RETRYABLE, "it was withdrawn before the agent began");
    /** What a verdict and its names weigh in memory beside the result's bytes. */
    private static final int VERDICT_BYTES = 400;

    private final Outcomes outcomes;
    private final Counts counts;
    private final HandleSpans spans;
    private final ExecutorService threads;
    private final LiveHandlers<Agent, AgentHandler> live;
    private final RecentDeliveries<Seen, Verdict> recent;
    private final Map<Seen, Run> running = new ConcurrentHashMap<>();
    private final Canaries canaries;
    private final Object idle = new Object();
    private volatile boolean leaving;

    /** A delivery's name; one message may go to several agents of one host. */
    private record Seen(String agentId, String deliveryId) {}

    Work(Outcomes outcomes, Counts counts, HandleSpans spans, ExecutorService threads, HostSettings settings) {
        this.outcomes = outcomes;
        this.counts = counts;
        this.spans = spans;
        this.threads = threads;
        this.canaries = new Canaries(outcomes, counts, this::begin);
        this.live = new LiveHandlers<>(settings.liveHandlersMax(), Work::farewell, System::nanoTime);
        this.recent = new RecentDeliveries<>(settings.rememberedMax(), settings.rememberedBytesMax());
    }

    void take(HostedAgent hosted, Delivery delivery, Headers headers, long nowMs) {
        if (Canary.TYPE.equals(delivery.getType())) {
            if (!leaving) {
                canaries.take(new Run(hosted, delivery, headers, nowMs));
            }
            return;
        }
        Seen seen = new Seen(delivery.getAgentId(), delivery.getDeliveryId());
        if (!delivery.getWithdrawal().isEmpty()) {
            withdraw(seen, delivery, headers);
            return;
        }
        counts.taken.increment();
        Run earlier = running.get(seen);
        if (earlier != null) {
            counts.repeated.increment();
            earlier.repeatedAs(delivery);
            return;
        }
        Verdict answered = recent.recall(seen);
        if (answered != null) {
            counts.repeated.increment();
            outcomes.send(delivery, answered, HandleSpans.onward(headers));
            return;
        }
        if (leaving || hosted.isLeaving()) {
            counts.rejected.increment();
            outcomes.send(delivery, Verdict.rejected(ErrorClass.RETRYABLE, LEAVING), HandleSpans.onward(headers));
            return;
        }
        Run run = new Run(hosted, delivery, headers, nowMs);
        running.put(seen, run);
        admit(run);
    }

    /**
     * What runs is told to its handler, whose word it is whether the work is done. What waits never begins, nor does what
     * has not come yet.
     */
    private void withdraw(Seen seen, Delivery withdrawal, Headers headers) {
        counts.withdrawn.increment();
        Run run = running.get(seen);
        if (run != null) {
            if (run.withdraw()) {
                end(run, NEVER_BEGUN, null);
            }
            return;
        }
        Verdict answered = recent.recall(seen);
        if (answered == null) {
            recent.remember(seen, NEVER_BEGUN, VERDICT_BYTES);
        }
        outcomes.send(withdrawal, answered == null ? NEVER_BEGUN : answered, HandleSpans.onward(headers));
    }

    private void admit(Run run) {
        if (run.hosted.isInline()) {
            perform(run);
            return;
        }
        switch (run.hosted.places.offer(run)) {
            case BEGIN -> begin(run);
            case WAIT -> {}
            case REFUSED -> {
                Agent agent = run.hosted.agent;
                counts.rejected.increment();
                end(
                        run,
                        Verdict.rejected(
                                ErrorClass.RESOURCE_EXHAUSTED,
                                "agent " + agent.id() + " has " + agent.concurrency() + " deliveries in work and "
                                        + agent.queueMax() + " waiting"),
                        null);
            }
        }
    }

    private void begin(Run run) {
        try {
            threads.execute(() -> performInTurn(run));
        } catch (RejectedExecutionException closing) {
            if (run.isCanary()) {
                return;
            }
            end(run, Verdict.rejected(ErrorClass.RETRYABLE, LEAVING), null);
        }
    }

    private void performInTurn(Run first) {
        for (Run run = first; run != null; run = first.hosted.places.next()) {
            if (run.isCanary()) {
                canaries.answer(run);
            } else {
                perform(run);
            }
        }
    }

    private void perform(Run run) {
        if (!run.begin()) {
            return;
        }
        long startedNanos = System.nanoTime();
        Context handling = spans.begin(run);
        Verdict verdict = handled(run, handling);
        run.leave();
        // Who stops because it was told to has not failed.
        boolean stopped = run.isWithdrawn() && !verdict.isCompleted();
        if (!stopped) {
            run.hosted.handled(verdict, System.nanoTime() - startedNanos);
        }
        spans.end(handling, verdict);
        if (end(run, verdict, handling) && !stopped) {
            (verdict.isCompleted() ? counts.completed : counts.failed).increment();
        }
    }

    /** Whatever a handler throws is its delivery's outcome. */
    private Verdict handled(Run run, @Nullable Context handling) {
        try {
            return Verdict.completed(
                    handling == null
                            ? call(run)
                            : handling.wrap(() -> call(run)).call());
        } catch (Throwable thrown) {
            LOG.atDebug()
                    .addKeyValue("agent.id", run.agentId())
                    .addKeyValue("message.id", run.messageId())
                    .setCause(thrown)
                    .log("agent {} failed on {}", run.agentId(), run.deliveryId());
            return Verdict.of(thrown);
        }
    }

    private Result call(Run run) throws Exception {
        HostedAgent hosted = run.hosted;
        return hosted.handler != null
                ? hosted.handler.handle(run)
                : hosted.agent
                        .guarded(context -> callLive(hosted.agent, context))
                        .handle(run);
    }

    private Result callLive(Agent agent, HandlerContext context) throws Exception {
        try {
            return live.take(agent, agent::makeHandler).handle(context);
        } finally {
            live.giveBack(agent);
        }
    }

    /**
     * Tells the outcome, if nobody did before. It is remembered before the run is taken out, so that a repetition
     * finds one or the other.
     */
    private boolean end(Run run, Verdict verdict, @Nullable Context handling) {
        if (!run.end()) {
            return false;
        }
        outcomes.send(run.delivery(), verdict, HandleSpans.onward(run, handling));
        Seen seen = new Seen(run.agentId(), run.deliveryId());
        recent.remember(seen, verdict, VERDICT_BYTES + verdict.result().bytes().remaining());
        running.remove(seen);
        if (leaving) {
            synchronized (idle) {
                idle.notifyAll();
            }
        }
        return true;
    }

    /** Renews leases and stops what is over its time, waiting or running. */
    void tend(long nowMs) {
        canaries.tend(nowMs);
        for (Run run : running.values()) {
            switch (run.lease.due(nowMs)) {
                case NOTHING -> {}
                case RENEWAL ->
                    outcomes.send(
                            run.delivery(), Verdict.progress(run.lease.progress()), HandleSpans.onward(run.headers));
                case END -> stop(run, "it was not done by its deadline");
            }
        }
    }

    private void stop(Run run, String why) {
        if (end(run, Verdict.failed(ErrorClass.RETRYABLE, why), null)) {
            counts.failed.increment();
            run.cancel();
        }
    }

    /** Whether anything of one of these runs or waits. */
    boolean isBusyFor(Set<HostedAgent> some) {
        return running.values().stream().anyMatch(run -> some.contains(run.hosted));
    }

    /** The agent will get nothing any more. */
    void dismiss(Agent agent) {
        live.drop(agent);
    }

    int running() {
        return running.size();
    }

    Activations activations() {
        return live.activations();
    }

    /** Takes nothing more on, waits for what runs, and stops what runs longer than that. */
    void drain(long atMostMs) {
        leaving = true;
        long endNanos = System.nanoTime() + atMostMs * 1_000_000;
        try {
            synchronized (idle) {
                for (long leftMs = atMostMs; !running.isEmpty() && leftMs > 0; ) {
                    idle.wait(leftMs);
                    leftMs = (endNanos - System.nanoTime()) / 1_000_000;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.values().forEach(run -> stop(run, LEAVING));
        threads.shutdownNow();
        live.clear();
    }

    /** Stops handlers without a word, as a crash would. */
    void abandon() {
        leaving = true;
        running.values().forEach(run -> {
            if (run.end()) {
                run.cancel();
            }
        });
        threads.shutdownNow();
    }

    private static void farewell(AgentHandler handler) {
        if (handler instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("a handler did not close", e);
            }
        }
    }
}
