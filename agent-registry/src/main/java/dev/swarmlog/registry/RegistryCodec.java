package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Agent;
import dev.swarmlog.registry.core.Card;
import dev.swarmlog.registry.core.Panic;
import dev.swarmlog.registry.core.Refusal;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.RegistryEvent;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Left;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.Outcomes;
import dev.swarmlog.registry.core.RegistryEvent.Unacceptable;
import dev.swarmlog.registry.core.RegistryEvent.Work;
import dev.swarmlog.registry.core.Shown;
import dev.swarmlog.registry.core.State;
import dev.swarmlog.registry.core.health.Cost;
import dev.swarmlog.registry.core.health.Factor;
import dev.swarmlog.registry.core.health.TrackRecord;
import dev.swarmlog.registry.core.liveness.Liveness;
import dev.swarmlog.registry.core.liveness.Proof;
import dev.swarmlog.registry.core.rhythm.Rhythm;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topic.Retention;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.HealthCost;
import dev.swarmlog.v1.HealthFactor;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Location;
import dev.swarmlog.v1.Severity;
import dev.swarmlog.v1.StoredAgent;
import dev.swarmlog.v1.StoredRhythm;
import dev.swarmlog.v1.StoredWork;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Avro to events, and agents to Avro: what others see of them and what the store keeps. */
final class RegistryCodec {
    private static final String PANIC = "registry.panic";

    /** The message is bad, or the agent merely full: it answered, and did nothing wrong. */
    private static final Set<String> NOT_ITS_FAULT =
            Set.of(ErrorClass.NON_RETRYABLE.name(), ErrorClass.RESOURCE_EXHAUSTED.name());

    private RegistryCodec() {}

    /** The store's changelog, as far as its values' schema is concerned; Streams makes the topic. */
    static Topic<StoredAgent> changelog(Topics topics) {
        return new Topic<>(
                topics.prefix() + "agent-registry-" + RegistryTopology.STORE + "-changelog",
                topics.registrations.keyIs(),
                StoredAgent.class,
                StoredAgent.getClassSchema(),
                topics.registrations.partitions(),
                new Retention.Compact(),
                false,
                List.of("agent-registry"),
                List.of("agent-registry"),
                "What the registry stores of each agent");
    }

    static RegistryEvent event(AgentCard card) {
        return switch (card.getIntent()) {
            case JOIN -> new CardReceived(card(card));
            case LEAVE -> new Left(card.getEpoch());
            case UNKNOWN ->
                new Unacceptable(new Refusal(
                        Refusal.Reason.UNKNOWN_INTENT, "a card that is meant neither as JOIN nor as LEAVE"));
        };
    }

    static Beat event(Heartbeat beat) {
        return new Beat(
                beat.getEpoch(),
                beat.getSequence(),
                beat.getSentAtMs(),
                new Load(beat.getInFlight(), beat.getQueued(), beat.getCpu(), beat.getMemory()),
                new Work(beat.getCompleted(), beat.getFailed(), beat.getResponseTimeMs(), beat.getTokensUsed()));
    }

    /** What was not the agent's fault does not count. A negative count makes the sum so. */
    static Observed event(AgentObservation seen, long readAtMs) {
        long failed = 0;
        for (Map.Entry<String, Long> one : seen.getFailedByClass().entrySet()) {
            long count = one.getValue();
            failed = count < 0 || failed < 0 ? -1 : failed + (NOT_ITS_FAULT.contains(one.getKey()) ? 0 : count);
        }
        return new Observed(
                seen.getEpoch(),
                seen.getToMs(),
                readAtMs,
                new Outcomes(
                        seen.getCompleted(),
                        failed,
                        Math.min(failed, seen.getTrailingFailures()),
                        seen.getLatencyMsMean()),
                seen.getCanariesAnswered());
    }

    /** The agent as others are shown it. */
    static AgentStatus status(Agent agent, List<Cost> why) {
        Shown shown = agent.shown();
        return new AgentStatus(
                avro(agent.card()),
                avro(agent.state()),
                shown.score(),
                avro(shown.liveness()),
                shown.inFlight(),
                shown.queued(),
                shown.version(),
                agent.sinceMs(),
                agent.pulse().seenMs(),
                why.stream()
                        .map(cost -> new HealthCost(avro(cost.factor()), cost.cost()))
                        .toList(),
                agent.proof().provenAtMs());
    }

    static Alert alert(Panic.News news, Panic panic, int partition, long nowMs) {
        String silent = panic.silent() + " of " + panic.live() + " agents of partition " + partition;
        String message = switch (news) {
            case BEGAN -> silent + " are silent at once: nobody is declared dead for now";
            case PASSED -> "No more than " + silent + " are silent: deaths are declared again";
            case BELIEVED -> silent + " stayed silent: they are declared dead now";
            case NONE -> silent + " are silent";
        };
        return new Alert(
                RegistryService.NAME,
                news == Panic.News.PASSED ? Severity.INFO : Severity.CRITICAL,
                PANIC,
                message,
                Map.of(
                        "partition", String.valueOf(partition),
                        "silent", String.valueOf(panic.silent()),
                        "live", String.valueOf(panic.live()),
                        "news", news.name()),
                nowMs);
    }

    static AgentEventType type(Kind kind) {
        return switch (kind) {
            case REGISTERED -> AgentEventType.REGISTERED;
            case DEGRADED -> AgentEventType.DEGRADED;
            case SUSPECTED -> AgentEventType.SUSPECTED;
            case RECOVERED -> AgentEventType.RECOVERED;
            case DEAD -> AgentEventType.DEAD;
            case DEREGISTERED -> AgentEventType.DEREGISTERED;
        };
    }

    static StoredAgent stored(Agent agent, AgentStatus status) {
        Agent.Pulse pulse = agent.pulse();
        TrackRecord work = agent.work();
        return new StoredAgent(
                status,
                agent.left(),
                pulse.sequence(),
                agent.shown().atMs(),
                pulse.sentAtMs(),
                pulse.beatenMs(),
                new StoredRhythm(
                        pulse.rhythm().gaps(),
                        pulse.rhythm().meanMs(),
                        pulse.rhythm().spreadMs(),
                        pulse.rhythm().peakMs()),
                new StoredWork(
                        work.completed(),
                        work.failed(),
                        work.responseMs(),
                        work.failuresInARow(),
                        work.atMs(),
                        work.observedMs(),
                        work.toldCompleted(),
                        work.toldFailed()),
                agent.proof().workedAtMs(),
                agent.proof().answeredAtMs(),
                agent.proof().unanswered());
    }

    static Agent agent(StoredAgent stored) {
        AgentStatus status = stored.getStatus();
        Card card = card(status.getCard());
        StoredWork work = stored.getWork();
        return new Agent(
                card,
                state(status.getState()),
                status.getSinceMs(),
                stored.getLeft(),
                new Agent.Pulse(
                        stored.getSequence(),
                        stored.getSentAtMs(),
                        stored.getBeatenAtMs(),
                        status.getLastSeenMs(),
                        0,
                        new Load(status.getInFlight(), status.getQueued(), Load.NONE.cpu(), Load.NONE.memory()),
                        rhythm(card, stored.getRhythm())),
                TrackRecord.restored(
                        work.getCompleted(),
                        work.getFailed(),
                        work.getResponseMs(),
                        work.getFailuresInARow(),
                        work.getAtMs(),
                        work.getObservedMs()),
                Proof.restored(stored.getWorkedAtMs(), stored.getAnsweredAtMs(), stored.getCanariesUnanswered()),
                new Shown(
                        status.getVersion(),
                        status.getInFlight(),
                        status.getQueued(),
                        stored.getShownAtMs(),
                        status.getHealthScore(),
                        liveness(status.getLiveness())));
    }

    private static Rhythm rhythm(Card card, StoredRhythm stored) {
        int promisedMs = card.capacity().heartbeatIntervalMs();
        return stored.getGaps() == 0
                ? Rhythm.promised(promisedMs)
                : new Rhythm(
                        promisedMs, stored.getGaps(), stored.getMeanMs(), stored.getSpreadMs(), stored.getPeakMs());
    }

    private static Card card(AgentCard card) {
        return new Card(
                card.getAgentId(),
                card.getEpoch(),
                card.getServiceType(),
                card.getCapabilities().stream()
                        .map(capability -> new Card.Capability(capability.getName(), capability.getVersion()))
                        .toList(),
                card.getTags(),
                new Card.Place(
                        card.getLocation().getRegion(), card.getLocation().getZone(), card.getInboxPartition()),
                new Card.Capacity(card.getConcurrency(), card.getWeight(), card.getHeartbeatIntervalMs()),
                card.getWrittenAtMs());
    }

    private static AgentCard avro(Card card) {
        return new AgentCard(
                card.agentId(),
                card.epoch(),
                Intent.JOIN,
                card.serviceType(),
                card.capabilities().stream()
                        .map(capability -> new Capability(capability.name(), capability.version()))
                        .toList(),
                card.tags(),
                new Location(card.place().region(), card.place().zone()),
                card.capacity().concurrency(),
                card.capacity().weight(),
                card.place().inboxPartition(),
                card.capacity().heartbeatIntervalMs(),
                card.writtenAtMs());
    }

    private static AgentState avro(State state) {
        return switch (state) {
            case JOINING -> AgentState.JOINING;
            case HEALTHY -> AgentState.HEALTHY;
            case DEGRADED -> AgentState.DEGRADED;
            case SUSPECT -> AgentState.SUSPECT;
            case DEAD -> AgentState.DEAD;
            case GONE -> AgentState.GONE;
        };
    }

    private static State state(AgentState state) {
        return switch (state) {
            // Stored by a newer version in a state that this one does not know: it has to prove itself again.
            case UNKNOWN, JOINING -> State.JOINING;
            case HEALTHY -> State.HEALTHY;
            case DEGRADED -> State.DEGRADED;
            case SUSPECT -> State.SUSPECT;
            case DEAD -> State.DEAD;
            case GONE -> State.GONE;
        };
    }

    private static dev.swarmlog.v1.Liveness avro(Liveness liveness) {
        return switch (liveness) {
            case NONE -> dev.swarmlog.v1.Liveness.NONE;
            case HEARTBEATING -> dev.swarmlog.v1.Liveness.HEARTBEATING;
            case ANSWERING -> dev.swarmlog.v1.Liveness.ANSWERING;
            case WORKING -> dev.swarmlog.v1.Liveness.WORKING;
        };
    }

    private static Liveness liveness(dev.swarmlog.v1.Liveness liveness) {
        return switch (liveness) {
            case UNKNOWN, NONE -> Liveness.NONE;
            case HEARTBEATING -> Liveness.HEARTBEATING;
            case ANSWERING -> Liveness.ANSWERING;
            case WORKING -> Liveness.WORKING;
        };
    }

    private static HealthFactor avro(Factor factor) {
        return switch (factor) {
            case STALENESS -> HealthFactor.STALENESS;
            case SUCCESS_RATE -> HealthFactor.SUCCESS_RATE;
            case CONSECUTIVE_FAILURES -> HealthFactor.CONSECUTIVE_FAILURES;
            case RESPONSE_TIME -> HealthFactor.RESPONSE_TIME;
            case SATURATION -> HealthFactor.SATURATION;
            case CANARY -> HealthFactor.CANARY;
        };
    }
}
