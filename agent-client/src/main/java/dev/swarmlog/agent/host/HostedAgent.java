package dev.swarmlog.agent.host;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.core.Places;
import dev.swarmlog.agent.core.Standing;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Location;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One start of an agent at a host. Mutable; counters by any thread, cards and heartbeats by the timer's. */
final class HostedAgent {
    final Agent agent;
    final long epoch;
    final Standing standing;
    final Places<Run> places;
    /** Null for an agent whose handler is made when it is needed. */
    final @Nullable AgentHandler handler;

    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final LongAdder handledNanos = new LongAdder();
    private long beats;
    private volatile long cardDueAtMs;
    private volatile long progressedAtMs;
    private volatile boolean leaving;

    HostedAgent(Agent agent, long epoch) {
        this(agent, new Standing(epoch, false), epoch);
    }

    private HostedAgent(Agent agent, Standing standing, long epoch) {
        this.agent = agent;
        this.epoch = epoch;
        this.standing = standing;
        this.places = new Places<>(agent.concurrency(), agent.queueMax());
        this.handler = agent.mode() == Agent.Mode.LAZY ? null : agent.guarded(agent.makeHandler());
    }

    /** The same agent's second try, for one whose epoch the registry had outgrown. */
    HostedAgent under(long higherEpoch) {
        return new HostedAgent(agent, new Standing(higherEpoch, true), higherEpoch);
    }

    String id() {
        return agent.id();
    }

    /** It begins nothing any more. */
    void beginLeaving() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    boolean isInline() {
        return agent.mode() == Agent.Mode.INLINE;
    }

    void handled(Verdict verdict, long nanos) {
        (verdict.isCompleted() ? completed : failed).increment();
        tokens.add(verdict.result().usage().getTokensIn()
                + verdict.result().usage().getTokensOut());
        handled.increment();
        handledNanos.add(nanos);
    }

    /** A handler said how far it is: so this agent does more than to hold its places. */
    void progressed(long nowMs) {
        progressedAtMs = nowMs;
    }

    boolean hasProgressedSince(long sinceMs) {
        return progressedAtMs >= sinceMs;
    }

    boolean isCardDue(long nowMs) {
        return nowMs >= cardDueAtMs;
    }

    void cardDueAt(long atMs) {
        cardDueAtMs = atMs;
    }

    AgentCard card(Intent intent, int inboxPartition, HostSettings settings, long nowMs) {
        return new AgentCard(
                id(),
                epoch,
                intent,
                agent.serviceType(),
                agent.capabilities(),
                List.copyOf(agent.tags()),
                new Location(agent.region(), agent.zone()),
                agent.concurrency(),
                agent.weight(),
                inboxPartition,
                (int) settings.heartbeatInterval().toMillis(),
                nowMs);
    }

    Heartbeat heartbeat(HostLoad load, long nowMs) {
        long count = handled.sumThenReset();
        long nanos = handledNanos.sumThenReset();
        return new Heartbeat(
                epoch,
                ++beats,
                nowMs,
                places.taken(),
                places.queued(),
                completed.sum(),
                failed.sum(),
                count == 0 ? -1.0f : (float) (nanos / 1e6 / count),
                load.cpu(),
                load.memory(),
                tokens.sum());
    }
}
