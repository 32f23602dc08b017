package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Agent;
import dev.swarmlog.registry.core.Deadlines;
import dev.swarmlog.registry.core.Decision;
import dev.swarmlog.registry.core.Horizon;
import dev.swarmlog.registry.core.Panic;
import dev.swarmlog.registry.core.Refusal;
import dev.swarmlog.registry.core.Refusal.Reason;
import dev.swarmlog.registry.core.RefusalThrottle;
import dev.swarmlog.registry.core.RegistryEffect;
import dev.swarmlog.registry.core.RegistryEffect.AskCanary;
import dev.swarmlog.registry.core.RegistryEffect.Forget;
import dev.swarmlog.registry.core.RegistryEffect.Ignore;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.RegistryEffect.PublishEvent;
import dev.swarmlog.registry.core.RegistryEffect.PublishStatus;
import dev.swarmlog.registry.core.RegistryEffect.Reject;
import dev.swarmlog.registry.core.RegistryEvent;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Blinded;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Left;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import dev.swarmlog.registry.core.RegistryEvent.Unacceptable;
import dev.swarmlog.registry.core.RegistryMachine;
import dev.swarmlog.registry.core.liveness.CanaryBudget;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.StoredAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mutable and hot, for one thread: the agents of one task. All of them live in a map here; the store behind it hears only
 * of changes that are worth keeping, so that a beat costs a look-up and no write.
 */
final class RegistryProcessor implements Processor<String, @Nullable SpecificRecord, String, @Nullable SpecificRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryProcessor.class);

    private final RegistryConfig config;
    private final RegistryMachine machine;
    private final String registrations;
    private final String heartbeats;
    private final Placement placement;
    private final RegistryMetrics metrics;
    private final RefusalThrottle throttle;
    private final RefusalLog refusalLog;
    private final CanaryOutlet canaries;
    private final CanaryBudget canaryBudget;
    private final Panic panic;
    private final Map<String, Agent> agents = new HashMap<>();
    private final Deadlines deadlines = new Deadlines();
    private ProcessorContext<String, @Nullable SpecificRecord> context;
    private KeyValueStore<String, StoredAgent> store;
    private Horizon horizon;
    private Cancellable ticking;
    private long heardMs;
    private long lost;
    private long lostMs;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    RegistryProcessor(RegistryConfig config, Topics topics, RegistryMetrics metrics, CanaryOutlet canaries) {
        this.config = config;
        this.machine = config.machine(topics);
        this.registrations = topics.registrations.name();
        this.heartbeats = topics.heartbeats.name();
        this.placement = new Placement(topics.registrations.partitions());
        this.metrics = metrics;
        this.canaries = canaries;
        this.lost = canaries.lost();
        this.canaryBudget = new CanaryBudget(config.judgement().canariesPerSecondMax());
        this.panic = config.judgement().panic().panic();
        this.throttle = config.refusals().throttle();
        this.refusalLog = new RefusalLog(config.refusals().intervalMs());
    }

    @Override
    public void init(ProcessorContext<String, @Nullable SpecificRecord> initialised) {
        context = initialised;
        store = context.getStateStore(RegistryTopology.STORE);
        long now = context.currentSystemTimeMs();
        RegistryConfig.Rhythm rhythm = config.rhythm();
        horizon = new Horizon(rhythm.patience(), now);
        try (KeyValueIterator<String, StoredAgent> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, StoredAgent> stored = all.next();
                restore(stored.key, RegistryCodec.agent(stored.value), now);
            }
        }
        ticking = context.schedule(Duration.ofMillis(rhythm.tickMs()), PunctuationType.WALL_CLOCK_TIME, tick -> tick());
    }

    @Override
    public void process(Record<String, @Nullable SpecificRecord> record) {
        String key = record.key() == null ? "" : record.key();
        long now = switch (record.value()) {
            case Heartbeat beat -> readBeat(record.timestamp());
            // On the scale of beats: nobody is silent only because what others saw of it was read before its beats.
            case AgentObservation seen -> horizon.ms();
            case null, default -> brokerNow();
        };
        apply(key, event(key, record.value()), now);
    }

    private long readBeat(long appendedMs) {
        horizon.read(context.currentSystemTimeMs(), appendedMs);
        return appendedMs;
    }

    /** The time on the scale on which silence is measured; a clock of ours that is slower than the broker's does not count. */
    private long brokerNow() {
        return Math.max(context.currentSystemTimeMs(), horizon.ms());
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        ticking.cancel();
        if (panic.isOn()) {
            metrics.panic(Panic.News.PASSED);
        }
        agents.values().forEach(agent -> moved(agent, null));
        agents.clear();
        deadlines.clear();
    }

    /** An agent came, went, or is shown otherwise than before. */
    private void moved(@Nullable Agent before, @Nullable Agent after) {
        metrics.moved(before, after);
        panic.moved(before, after);
    }

    /** Nobody could be seen while the registry was not there, nor can everybody be back at once. */
    private void restore(String id, Agent agent, long now) {
        moved(null, agent);
        agents.put(id, agent);
        apply(id, new Blinded(now - agent.pulse().seenMs() + config.rhythm().restartGraceMs()), now);
        lookInTime(id, now);
    }

    private void tick() {
        horizon.tick(context.currentSystemTimeMs());
        long now = horizon.ms();
        if (horizon.isBehind()) {
            metrics.ticksBehind.increment();
        }
        long unseenMs = horizon.takeUnseenMs();
        if (unseenMs > 0) {
            metrics.pauses.increment();
            for (String id : new ArrayList<>(agents.keySet())) {
                apply(id, new Blinded(unseenMs), now);
                lookInTime(id, now);
            }
        }
        lookForPanic(now);
        if (canaries.lost() != lost) {
            lost = canaries.lost();
            lostMs = now;
        }
        for (String due = deadlines.takeDue(now); due != null; due = deadlines.takeDue(now)) {
            apply(due, new TimedOut(new Situation(panic.crowd(), canaryBudget.isLeft(now), heardMs, lostMs)), now);
            lookInTime(due, now);
        }
    }

    private void lookForPanic(long now) {
        Panic.News news = panic.look(now);
        if (news != Panic.News.NONE) {
            metrics.panic(news);
            Alert alert = RegistryCodec.alert(news, panic, context.taskId().partition(), now);
            LOG.warn("{}", alert.getMessage());
            forward(RegistryTopology.ALERTS, alert.getSource(), alert, now);
        }
    }

    /** Records that are addressed wrongly must not reach an agent's state, whatever they say. */
    private RegistryEvent event(String key, @Nullable SpecificRecord value) {
        if (key.length() > Limits.ID_CHARS_MAX) {
            return unacceptable(Reason.ID_TOO_LONG, "a key of " + key.length() + " characters");
        }
        return switch (value) {
            case Heartbeat beat -> {
                metrics.heartbeats.increment();
                Beat event = RegistryCodec.event(beat);
                yield agents.containsKey(key) || !isMisplaced(key) ? event : misplaced(key);
            }
            case AgentCard card -> event(key, card);
            case AgentObservation seen -> event(key, seen);
            case null ->
                isOf(registrations)
                        ? new Left(Left.ANY_EPOCH)
                        : unacceptable(
                                isOf(heartbeats) ? Reason.BAD_HEARTBEAT : Reason.BAD_OBSERVATION,
                                "a record without a value");
            default -> unacceptable(Reason.UNKNOWN_INTENT, "a record that is neither card nor heartbeat");
        };
    }

    private RegistryEvent event(String key, AgentObservation seen) {
        metrics.observations.increment();
        if (!seen.getAgentId().equals(key)) {
            return unacceptable(Reason.KEY_MISMATCH, "an observation of another agent than the record's key");
        }
        heardMs = horizon.ms();
        return RegistryCodec.event(seen, brokerNow());
    }

    private RegistryEvent event(String key, AgentCard card) {
        if (!card.getAgentId().equals(key)) {
            return unacceptable(Reason.KEY_MISMATCH, "the card of another agent than the record's key");
        }
        if (isMisplaced(key)) {
            return misplaced(key);
        }
        RegistryEvent event = RegistryCodec.event(card);
        return event instanceof CardReceived && agents.size() >= config.agentsMax() && !agents.containsKey(key)
                ? unacceptable(Reason.REGISTRY_FULL, "this task holds " + agents.size() + " agents already")
                : event;
    }

    /** Only a card may be taken back by a record without a value; of any other topic it says nothing. */
    private boolean isOf(String topic) {
        return context.recordMetadata()
                .map(metadata -> topic.equals(metadata.topic()))
                .orElse(false);
    }

    private boolean isMisplaced(String key) {
        return context.recordMetadata()
                .map(RecordMetadata::partition)
                .filter(found -> found != placement.of(key))
                .isPresent();
    }

    private RegistryEvent misplaced(String key) {
        return unacceptable(
                Reason.WRONG_PARTITION,
                "the record belongs in partition " + placement.of(key)
                        + ": write it with Kafka's own (murmur2) partitioner");
    }

    private static RegistryEvent unacceptable(Reason reason, String detail) {
        return new Unacceptable(new Refusal(reason, detail));
    }

    private void apply(String id, RegistryEvent event, long now) {
        Agent before = agents.get(id);
        Decision decision = machine.decide(before, event, now);
        Agent next = decision.next();
        AgentStatus status = null;
        if (next == null) {
            agents.remove(id);
        } else {
            agents.put(id, next);
            if (next.isWorthStoringOver(before)) {
                status = RegistryCodec.status(next, machine.why(next, now));
                store.put(id, RegistryCodec.stored(next, status));
                lookInTime(id, now);
            } else if (before != null && next.pulse().graceMs() < before.pulse().graceMs()) {
                lookInTime(id, now);
            }
        }
        if (before == null ? next != null : next == null || !next.isShownAs(before)) {
            moved(before, next);
        }
        List<RegistryEffect> effects = decision.effects();
        for (int i = 0; i < effects.size(); i++) {
            carryOut(effects.get(i), id, next == null ? before : next, status, now);
        }
    }

    /** Not before the next tick: whoever was looked at in vain in this one is still due. */
    private void lookInTime(String id, long now) {
        Agent agent = agents.get(id);
        if (agent == null) {
            deadlines.drop(id);
        } else {
            deadlines.noLaterThan(
                    id,
                    Math.max(machine.deadlineMs(agent), now + config.rhythm().tickMs()));
        }
    }

    private void carryOut(
            RegistryEffect effect, String id, @Nullable Agent agent, @Nullable AgentStatus status, long now) {
        switch (effect) {
            case PublishStatus publish -> {
                metrics.statuses.increment();
                forward(RegistryTopology.STATUS, id, status, now);
            }
            case PublishEvent(Kind kind, String reason) -> {
                metrics.events(kind).increment();
                if (kind == Kind.DEAD && agent != null) {
                    metrics.detectionMs.record((double) (now - agent.pulse().seenMs()));
                }
                tell(id, RegistryCodec.type(kind), epochOf(agent), reason, now);
            }
            case Reject(Refusal refusal) -> refuse(id, agent, refusal, now);
            case Forget forget -> {
                store.delete(id);
                forward(RegistryTopology.STATUS, id, null, now);
            }
            case AskCanary(long number) -> {
                if (agent != null) {
                    canaryBudget.spend();
                    metrics.canariesAsked.increment();
                    canaries.ask(agent.card(), number, context.currentSystemTimeMs());
                }
            }
            case Ignore(RegistryEffect.Cause cause) -> metrics.ignored(cause).increment();
        }
    }

    private void refuse(String id, @Nullable Agent agent, Refusal refusal, long now) {
        metrics.rejected(refusal.reason()).increment();
        String shortId = id.substring(0, Math.min(id.length(), Limits.ID_CHARS_MAX));
        refusalLog.refused(shortId, refusal, now);
        if (throttle.mayTell(shortId, refusal, now)) {
            tell(shortId, AgentEventType.REJECTED, epochOf(agent), refusal.toString(), now);
        }
    }

    private static long epochOf(@Nullable Agent agent) {
        return agent == null ? 0 : agent.card().epoch();
    }

    private void tell(String id, AgentEventType type, long epoch, String reason, long now) {
        forward(RegistryTopology.EVENTS, id, new AgentEvent(id, type, epoch, reason, now), now);
    }

    private void forward(String sink, String id, @Nullable SpecificRecord value, long now) {
        context.forward(new Record<>(id, value, now), sink);
    }
}
