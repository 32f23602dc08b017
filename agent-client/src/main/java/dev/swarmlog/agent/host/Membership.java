package dev.swarmlog.agent.host;

import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.core.BeatSchedule;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Callback;

/**
 * Keeps the registry informed of our agents: cards when they join and now and then again, heartbeats in their rhythm,
 * cards when they leave. {@link #join} and {@link #leave} are for any thread, {@link #tick} for the timer's alone.
 */
final class Membership {
    private static final long LOAD_EVERY_MS = 1_000;

    private final TopicWriter<AgentCard> cards;
    private final TopicWriter<Heartbeat> heartbeats;
    private final HostSettings settings;
    private final int inboxPartition;
    private final Counts counts;
    private final Callback countingFailures;
    private final BeatSchedule<HostedAgent> schedule;
    private final ConcurrentLinkedQueue<Runnable> changes = new ConcurrentLinkedQueue<>();
    private HostLoad load = HostLoad.now();
    private long loadAtMs;

    Membership(
            TopicWriter<AgentCard> cards,
            TopicWriter<Heartbeat> heartbeats,
            HostSettings settings,
            int inboxPartition,
            Counts counts) {
        this.cards = cards;
        this.heartbeats = heartbeats;
        this.settings = settings;
        this.inboxPartition = inboxPartition;
        this.counts = counts;
        this.countingFailures = counts.unwrittenOnFailure();
        this.schedule = new BeatSchedule<>(settings.heartbeatInterval().toMillis(), ThreadLocalRandom.current());
    }

    /** Writes the card, and beats from now on; the first beat follows at once, so that nobody waits for an interval. */
    void join(HostedAgent agent, long nowMs) {
        sendCard(agent, nowMs);
        changes.add(() -> {
            schedule.add(agent, nowMs);
            beat(agent, nowMs);
        });
    }

    /** Beats no more and says nothing, because there is a later start of the agent to speak for it. */
    void retire(HostedAgent agent) {
        changes.add(() -> schedule.remove(agent));
    }

    /** The last word of an agent; heartbeats end with it. */
    void leave(HostedAgent agent, long nowMs) {
        changes.add(() -> schedule.remove(agent));
        cards.send(agent.id(), agent.card(Intent.LEAVE, inboxPartition, settings, nowMs), countingFailures);
    }

    void tick(long nowMs) {
        if (nowMs - loadAtMs >= LOAD_EVERY_MS) {
            load = HostLoad.now();
            loadAtMs = nowMs;
        }
        for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
            change.run();
        }
        schedule.beat(nowMs, agent -> {
            if (agent.isCardDue(nowMs)) {
                sendCard(agent, nowMs);
            }
            beat(agent, nowMs);
        });
    }

    private void beat(HostedAgent agent, long nowMs) {
        heartbeats.send(agent.id(), agent.heartbeat(load, nowMs), countingFailures);
    }

    /** A card that the cluster did not take is due again at the next beat. */
    private void sendCard(HostedAgent agent, long nowMs) {
        agent.cardDueAt(nowMs + settings.cardInterval().toMillis());
        cards.send(agent.id(), agent.card(Intent.JOIN, inboxPartition, settings, nowMs), (metadata, failure) -> {
            if (failure != null) {
                counts.unwritten.increment();
                agent.cardDueAt(nowMs);
            }
        });
    }
}
