package dev.swarmlog.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody should send: refused with a reason, throttled aloud, and the registry goes on. */
final class RegistryBadInputTest {
    private final RegistryFixture registry = new RegistryFixture();

    @AfterEach
    void goesOnAndCloses() {
        registry.card("last", 1, Intent.JOIN);
        registry.beat("last", 1, 0);

        assertThat(registry.statuses().getLast().getState()).isEqualTo(AgentState.HEALTHY);
        registry.close();
    }

    @Test
    void refusesBeatsOfStrangersOldEpochsAndTheFuture() {
        registry.card("a", 5, Intent.JOIN);
        registry.events();

        registry.beat("stranger", 1, 0);
        registry.beat("a", 4, 0);
        registry.beat("a", beat().setSentAtMs(registry.nowMs() + 60_001).build(), 0);

        assertThat(reasons())
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("UNKNOWN_AGENT"),
                        reason -> assertThat(reason).startsWith("OLD_EPOCH"),
                        reason -> assertThat(reason).startsWith("FROM_THE_FUTURE"));
    }

    @Test
    void refusesBeatsThatAreNoNumbers() {
        registry.card("a", 5, Intent.JOIN);
        registry.events();

        List<Heartbeat> bad = List.of(
                beat().setSequence(-1).build(),
                beat().setInFlight(-1).build(),
                beat().setQueued(Integer.MIN_VALUE).build(),
                beat().setCompleted(-1).build(),
                beat().setFailed(Long.MIN_VALUE).build(),
                beat().setTokensUsed(-1).build(),
                beat().setResponseTimeMs(Float.NaN).build(),
                beat().setCpu(Float.NaN).build(),
                beat().setMemory(Float.POSITIVE_INFINITY).build());
        bad.forEach(beat -> registry.beat("a", beat, 0));

        assertThat(reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason).startsWith("BAD_HEARTBEAT"));
        assertThat(registry.meter("swarmlog.registry.rejected", "reason", "BAD_HEARTBEAT"))
                .isEqualTo(bad.size());
    }

    @Test
    void refusesObservationsThatAreNonsense() {
        registry.card("a", 5, Intent.JOIN);
        registry.beat("a", 5, 0);
        registry.events();

        registry.observed("a", seen().setCompleted(-1).build());
        registry.observed(
                "a", seen().setFailedByClass(Map.of("RETRYABLE", -3L, "x", 9L)).build());
        registry.observed("a", seen().setLatencyMsMean(Float.NaN).build());
        registry.observed("a", seen().setCanariesAnswered(-1).build());
        registry.observed("a", seen().setToMs(Long.MAX_VALUE).build());
        registry.observed("b", seen().build());
        registry.observed("a", seen().setEpoch(4).build());

        assertThat(reasons())
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("BAD_OBSERVATION"),
                        reason -> assertThat(reason).startsWith("FROM_THE_FUTURE"),
                        reason -> assertThat(reason).startsWith("KEY_MISMATCH"));
        assertThat(registry.meter("swarmlog.registry.rejected", "reason", "BAD_OBSERVATION"))
                .isEqualTo(4);
        assertThat(registry.meter("swarmlog.registry.ignored", "cause", "STALE_OBSERVATION"))
                .isEqualTo(1);
    }

    @Test
    void takesTenThousandAtOnceAndRefusesTheRestAloudButNotTooLoud() {
        try (RegistryFixture small = new RegistryFixture(Map.of("SWARMLOG_REGISTRY_AGENTS_MAX", "5000"))) {
            for (int i = 0; i < 10_000; i++) {
                small.card("agent-" + i, 1, Intent.JOIN);
            }

            assertThat(small.statuses()).hasSize(5_000);
            assertThat(small.meter("swarmlog.registry.rejected", "reason", "REGISTRY_FULL"))
                    .isEqualTo(5_000);
            assertThat(small.events())
                    .filteredOn(event -> event.getType() == AgentEventType.REJECTED)
                    .hasSize(100)
                    .allSatisfy(event -> assertThat(event.getReason()).startsWith("REGISTRY_FULL"));
            small.beat("agent-7", 1, 0);
            assertThat(small.statuses()).hasSize(1);
        }
    }

    @Test
    void refusesAnIdOfAMegabyte() {
        String huge = "x".repeat(1 << 20);

        registry.card(huge, 1, Intent.JOIN);
        registry.beat(huge, 1, 0);
        registry.observed(huge, seen().setAgentId(huge).build());

        assertThat(registry.events()).singleElement().satisfies(event -> {
            assertThat(event.getReason()).startsWith("ID_TOO_LONG");
            assertThat(event.getAgentId()).hasSize(256);
        });
        assertThat(registry.storedAgents()).isEmpty();
    }

    @Test
    void totalsThatFallLeaveTheAgentAliveAndAreCounted() {
        registry.card("a", 1, Intent.JOIN);
        registry.workingBeat("a", 1, 0, 100, 0);
        registry.workingBeat("a", 1, 1, 50, 0);

        assertThat(registry.meter("swarmlog.registry.ignored", "cause", "FALLING_TOTALS"))
                .isEqualTo(1);
        assertThat(reasons()).isEmpty();
    }

    private List<String> reasons() {
        return registry.events().stream()
                .filter(event -> event.getType() == AgentEventType.REJECTED)
                .map(AgentEvent::getReason)
                .toList();
    }

    private Heartbeat.Builder beat() {
        return Heartbeat.newBuilder().setEpoch(5).setSequence(1).setSentAtMs(registry.nowMs());
    }

    private AgentObservation.Builder seen() {
        return AgentObservation.newBuilder()
                .setAgentId("a")
                .setEpoch(5)
                .setObserver("router-0")
                .setFromMs(registry.nowMs() - 1_000)
                .setToMs(registry.nowMs());
    }
}
