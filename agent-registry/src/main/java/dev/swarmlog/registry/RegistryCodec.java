package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Agent;
import dev.swarmlog.registry.core.Card;
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
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topic.Retention;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Liveness;
import dev.swarmlog.v1.Location;
import dev.swarmlog.v1.StoredAgent;
import java.util.List;
import java.util.Map;

/** Avro to events, and agents to Avro: what others see of them and what the store keeps. */
final class RegistryCodec {
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

    /** A failure for good is the message's fault, not the agent's; it answered. */
    static Observed event(AgentObservation seen) {
        long failed = 0;
        for (Map.Entry<String, Long> one : seen.getFailedByClass().entrySet()) {
            failed += one.getKey().equals(ErrorClass.NON_RETRYABLE.name()) ? 0 : one.getValue();
        }
        return new Observed(
                seen.getEpoch(),
                seen.getToMs(),
                new Outcomes(
                        seen.getCompleted(),
                        failed,
                        Math.min(failed, seen.getTrailingFailures()),
                        seen.getLatencyMsMean()),
                seen.getCanariesAnswered());
    }

    static AgentStatus status(Agent agent) {
        return new AgentStatus(
                avro(agent.card()),
                avro(agent.state()),
                agent.healthScore(),
                switch (agent.state()) {
                    case HEALTHY, DEGRADED, SUSPECT -> Liveness.HEARTBEATING;
                    case JOINING, DEAD, GONE -> Liveness.NONE;
                },
                agent.shown().inFlight(),
                agent.shown().queued(),
                agent.shown().version(),
                agent.sinceMs(),
                agent.pulse().seenMs(),
                List.of(),
                0L);
    }

    static AgentEventType type(Kind kind) {
        return switch (kind) {
            case REGISTERED -> AgentEventType.REGISTERED;
            case RECOVERED -> AgentEventType.RECOVERED;
            case DEAD -> AgentEventType.DEAD;
            case DEREGISTERED -> AgentEventType.DEREGISTERED;
        };
    }

    static StoredAgent stored(Agent agent) {
        return new StoredAgent(
                status(agent),
                agent.left(),
                agent.pulse().sequence(),
                agent.shown().atMs());
    }

    static Agent agent(StoredAgent stored) {
        AgentStatus status = stored.getStatus();
        return new Agent(
                card(status.getCard()),
                state(status.getState()),
                status.getSinceMs(),
                stored.getLeft(),
                new Agent.Pulse(
                        stored.getSequence(),
                        status.getLastSeenMs(),
                        new Load(status.getInFlight(), status.getQueued(), Load.NONE.cpu(), Load.NONE.memory())),
                new Shown(status.getVersion(), status.getInFlight(), status.getQueued(), stored.getShownAtMs()),
                0);
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
}
