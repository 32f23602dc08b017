package dev.swarmlog.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.Agent;
import dev.swarmlog.registry.core.Agents;
import dev.swarmlog.registry.core.RegistryEvent;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.Outcomes;
import dev.swarmlog.registry.core.RegistryEvent.Work;
import dev.swarmlog.registry.core.Shown;
import dev.swarmlog.registry.core.State;
import dev.swarmlog.registry.core.health.TrackRecord;
import dev.swarmlog.registry.core.liveness.Liveness;
import dev.swarmlog.registry.core.liveness.Proof;
import dev.swarmlog.registry.core.rhythm.Rhythm;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.StoredAgent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RegistryCodecTest {
    @BeforeAll
    static void trust() {
        TrustedTypes.allow();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void restoresWhatItStored(State state) {
        Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
        var serde = wire.serde(RegistryCodec.changelog(wire.topics()));
        Agent agent = agent(state);

        byte[] bytes = serde.serializer().serialize("changelog", stored(agent));

        assertThat(RegistryCodec.agent(serde.deserializer().deserialize("changelog", bytes)))
                .isEqualTo(agent);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void showsEveryStateUnderItsName(State state) {
        AgentStatus status = RegistryCodec.status(agent(state), List.of());

        assertThat(status.getState()).isEqualTo(AgentState.valueOf(state.name()));
        assertThat(RegistryCodec.event(status.getCard())).isEqualTo(new CardReceived(Agents.card(5)));
    }

    @Test
    void makesWhoWasInAStateThatItDoesNotKnowProveItselfAgain() {
        StoredAgent stored = stored(agent(State.HEALTHY));
        AgentStatus status = AgentStatus.newBuilder(stored.getStatus())
                .setState(AgentState.UNKNOWN)
                .build();

        Agent restored = RegistryCodec.agent(
                StoredAgent.newBuilder(stored).setStatus(status).build());

        assertThat(restored.state()).isEqualTo(State.JOINING);
    }

    @Test
    void readsCardsAndBeats() {
        Heartbeat beat = new Heartbeat(1L, 2L, 3L, 4, 5, 6L, 7L, 8f, 0.5f, 0.25f, 9L);
        AgentCard leaving = AgentCard.newBuilder(
                        RegistryCodec.status(agent(State.HEALTHY), List.of()).getCard())
                .setIntent(Intent.LEAVE)
                .build();

        assertThat(RegistryCodec.event(beat))
                .isEqualTo(new Beat(1, 2, 3, new Load(4, 5, 0.5f, 0.25f), new Work(6, 7, 8f, 9)));
        assertThat(RegistryCodec.event(leaving)).isEqualTo(new RegistryEvent.Left(5));
    }

    @Test
    void countsOnlyFailuresThatAreTheAgents() {
        AgentObservation seen = AgentObservation.newBuilder()
                .setAgentId("a")
                .setEpoch(5)
                .setObserver("router-0")
                .setFromMs(0)
                .setToMs(1_000)
                .setCompleted(2)
                .setFailedByClass(
                        Map.of("RETRYABLE", 1L, "RATE_LIMITED", 2L, "NON_RETRYABLE", 40L, "RESOURCE_EXHAUSTED", 50L))
                .setTrailingFailures(4)
                .build();

        assertThat(RegistryCodec.event(seen, 1_500))
                .isEqualTo(new Observed(5, 1_000, 1_500, new Outcomes(2, 3, 3, -1), 0));
    }

    private static StoredAgent stored(Agent agent) {
        return RegistryCodec.stored(agent, RegistryCodec.status(agent, List.of()));
    }

    private static Agent agent(State state) {
        Load load = new Load(3, 1, -1, -1);
        return new Agent(
                Agents.card(5),
                state,
                100,
                state == State.GONE,
                new Agent.Pulse(
                        9,
                        85,
                        88,
                        90,
                        0,
                        load,
                        Rhythm.promised(Agents.RHYTHM_MS).beaten(900, 1, 900)),
                TrackRecord.restored(7.5, 2.25, 12.5f, 1, 80, 70),
                Proof.restored(60, 50, 2),
                new Shown(4, 3, 1, 80, 0.75, Liveness.ANSWERING));
    }
}
