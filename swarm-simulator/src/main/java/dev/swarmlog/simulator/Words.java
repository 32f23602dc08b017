package dev.swarmlog.simulator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.swarm.Member;
import dev.swarmlog.simulator.core.world.Task;
import dev.swarmlog.simulator.core.world.Voice;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Location;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;

/** Writes what agents say to the log, and what they do into the ledger. For one thread at a time. */
final class Words implements Voice<Delivery>, AutoCloseable {
    /** A card is shown again after this time, so that a registry that forgot it learns it again; not all at once. */
    private static final long CARD_EVERY_MS = 300_000;

    private static final float UNKNOWN = -1;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Usage NO_USAGE = new Usage(0L, 0L, 0L);

    private final Scenario scenario;
    private final List<Member> members;
    private final Crew.Context context;
    private final LogWriter writer;
    private final TopicWriter<AgentCard> cards;
    private final TopicWriter<Heartbeat> heartbeats;
    private final TopicWriter<Outcome> outcomes;
    private final AtomicLongArray done;
    private final LongAdder unwritten = new LongAdder();
    private final long beatsPerCard;
    private final Callback counting = (metadata, failure) -> {
        if (failure != null) {
            unwritten.increment();
        }
    };
    private int inboxes = 1;

    Words(ClusterConfig cluster, Scenario scenario, Crew.Context context) {
        this.scenario = scenario;
        this.members = scenario.members();
        this.context = context;
        this.done = new AtomicLongArray(scenario.agents());
        long beatMs = scenario.swarm().heartbeatMs();
        this.beatsPerCard = Math.max(1, CARD_EVERY_MS / beatMs);
        double beatsPerSecond = 1_000.0 * scenario.agents() / beatMs;
        this.writer = LogWriter.open(cluster, "swarmlog-crew", Linger.msOfWords(beatsPerSecond));
        Wire wire = cluster.wire();
        this.cards = writer.to(wire.topics().registrations);
        this.heartbeats = writer.to(wire.topics().heartbeats);
        this.outcomes = writer.to(wire.topics().outcomes);
    }

    /** Agents share out so many inboxes. */
    void inboxes(int partitions) {
        inboxes = partitions;
    }

    Member member(int agent) {
        return members.get(agent);
    }

    /** How often an agent has done somebody's work. */
    long done(int agent) {
        return done.get(agent);
    }

    long unwritten() {
        return unwritten.sum();
    }

    @Override
    public void joins(int agent, long epoch) {
        show(agent, epoch, Intent.JOIN);
    }

    @Override
    public void leaves(int agent, long epoch) {
        show(agent, epoch, Intent.LEAVE);
    }

    private void show(int agent, long epoch, Intent intent) {
        Member member = members.get(agent);
        AgentCard card = new AgentCard(
                member.id(),
                epoch,
                intent,
                "simulated",
                List.of(new Capability(member.skill().capability(), member.version())),
                List.of(),
                new Location(member.region(), member.zone()),
                scenario.swarm().concurrency(),
                1.0,
                agent % inboxes,
                (int) scenario.swarm().heartbeatMs(),
                System.currentTimeMillis());
        write(() -> cards.send(member.id(), card, counting));
    }

    @Override
    public void beats(int agent, Beat beat) {
        if ((beat.sequence() + agent) % beatsPerCard == 0) {
            show(agent, beat.epoch(), Intent.JOIN);
        }
        Heartbeat heartbeat = new Heartbeat(
                beat.epoch(),
                beat.sequence(),
                System.currentTimeMillis(),
                beat.inFlight(),
                beat.queued(),
                beat.completed(),
                beat.failed(),
                beat.meanMs(),
                UNKNOWN,
                UNKNOWN,
                0L);
        write(() -> heartbeats.send(members.get(agent).id(), heartbeat, counting));
    }

    @Override
    public void goesOn(int agent, Task<Delivery> task) {
        say(task, OutcomeStatus.PROGRESS, ErrorClass.NONE, "", NOTHING);
    }

    @Override
    public void does(int agent, Task<Delivery> task, boolean sound) {
        done.incrementAndGet(agent);
        long number = context.ids().number(task.detail().getMessageId());
        if (number >= 0 && context.ledger().knows(number)) {
            context.ledger().effect(number, agent, (int) task.detail().getFence(), sound);
        }
    }

    @Override
    public void completes(int agent, Task<Delivery> task) {
        ByteBuffer result = NOTHING;
        if (task.sort() != Task.Sort.CANARY) {
            ByteBuffer payload = task.detail().getPayload().duplicate();
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            result = ByteBuffer.wrap(members.get(agent).skill().apply(bytes));
        }
        say(task, OutcomeStatus.COMPLETED, ErrorClass.NONE, "", result);
    }

    @Override
    public void fails(int agent, Task<Delivery> task) {
        say(task, OutcomeStatus.FAILED, ErrorClass.RETRYABLE, "simulated failure", NOTHING);
    }

    @Override
    public void declines(int agent, Task<Delivery> task) {
        say(task, OutcomeStatus.REJECTED, ErrorClass.RESOURCE_EXHAUSTED, "simulated, and full", NOTHING);
    }

    private void say(Task<Delivery> task, OutcomeStatus status, ErrorClass kind, String error, ByteBuffer result) {
        if (task.leaseMs() <= 0) {
            return;
        }
        Delivery delivery = task.detail();
        Outcome outcome = new Outcome(
                delivery.getDeliveryId(),
                delivery.getMessageId(),
                delivery.getAgentId(),
                delivery.getAgentEpoch(),
                delivery.getAttempt(),
                delivery.getFence(),
                status,
                kind,
                error,
                0L,
                UNKNOWN,
                NO_USAGE,
                System.currentTimeMillis(),
                delivery.getContentType(),
                result);
        write(() -> outcomes.send(delivery.getOutcomePartition(), delivery.getMessageId(), outcome, null, counting));
    }

    private void write(Runnable words) {
        try {
            words.run();
        } catch (KafkaException | IllegalStateException e) {
            counting.onCompletion(null, e);
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
