package dev.swarmlog.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.HealthFactor;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Liveness;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The registry over its real serdes, on a clock that the test moves. */
final class RegistryTopologyTest {
    private final RegistryFixture registry = new RegistryFixture();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void publishesWhoJoinsAndBeats() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);

        List<AgentStatus> statuses = registry.statuses();
        assertThat(statuses).extracting(AgentStatus::getState).containsExactly(AgentState.JOINING, AgentState.HEALTHY);
        assertThat(statuses.getLast().getLiveness()).isEqualTo(Liveness.HEARTBEATING);
        assertThat(statuses.getLast().getVersion()).isEqualTo(2);
        assertThat(registry.eventTypes()).containsExactly(AgentEventType.REGISTERED);
        assertThat(registry.index().find(AgentQuery.capable("echo"))).hasSize(1);
    }

    @Test
    void declaresTheSilentDeadAndForgetsThemInTheEnd() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);
        registry.statuses();

        registry.pass(1_200);
        assertThat(registry.statuses()).isEmpty();
        registry.pass(20_000);
        assertThat(registry.statuses())
                .extracting(AgentStatus::getState)
                .containsExactly(AgentState.SUSPECT, AgentState.DEAD);
        registry.pass(300_000);
        assertThat(registry.statuses()).extracting(AgentStatus::getState).containsExactly(AgentState.GONE);
        registry.pass(3_600_100);

        assertThat(registry.tombstones()).containsExactly("a");
        assertThat(registry.index().size()).isZero();
        assertThat(registry.storedAgents()).isEmpty();
        assertThat(registry.eventTypes())
                .containsExactly(
                        AgentEventType.REGISTERED,
                        AgentEventType.SUSPECTED,
                        AgentEventType.DEAD,
                        AgentEventType.DEREGISTERED);
    }

    @Test
    void letsAnAgentLeave() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);

        registry.card("a", 1, Intent.LEAVE);
        registry.beat("a", 1, 1);

        assertThat(registry.statuses().getLast().getState()).isEqualTo(AgentState.GONE);
        assertThat(registry.eventTypes()).containsExactly(AgentEventType.REGISTERED, AgentEventType.DEREGISTERED);
    }

    @Test
    void takesADeletedCardAsAGoodbye() {
        registry.card("a", 1, Intent.JOIN);

        registry.deleteCard("a");

        assertThat(registry.statuses().getLast().getState()).isEqualTo(AgentState.GONE);
    }

    @Test
    void takesAnObservationOfNothingForNoGoodbye() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);

        registry.observed("a", null);

        assertThat(registry.statuses().getLast().getState()).isEqualTo(AgentState.HEALTHY);
        assertThat(registry.events().getLast().getReason()).startsWith("BAD_OBSERVATION");
    }

    @Test
    void itsOwnPauseKillsNobody() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);
        registry.statuses();

        registry.freeze(60_000);
        registry.pass(1_000);
        registry.beat("a", 1, 1);
        registry.pass(100);

        assertThat(registry.statuses()).isEmpty();
        assertThat(registry.meter("swarmlog.registry.pauses")).isEqualTo(1);
    }

    @Test
    void itsOwnRestartKillsNobodyAndLosesNobody() {
        for (int i = 0; i < 100; i++) {
            registry.card("agent-" + i, 1, Intent.JOIN);
            registry.beat("agent-" + i, 1, 0);
        }
        registry.statuses();

        registry.restartAfter(60_000);
        registry.pass(9_000);
        for (int i = 0; i < 60; i++) {
            registry.beat("agent-" + i, 1, 60);
        }
        assertThat(registry.statuses()).isEmpty();
        registry.pass(60_000);

        assertThat(registry.statuses()).hasSize(200).allMatch(status -> status.getState() != AgentState.HEALTHY);
        assertThat(registry.meter("swarmlog.registry.agents", "state", "DEAD")).isEqualTo(100);
    }

    @Test
    void aBacklogOfItsOwnKillsNobody() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);
        registry.card("b", 1, Intent.JOIN);
        registry.statuses();

        registry.pass(1_200);
        registry.lateBeat("a", 1, 1, 2_000);
        registry.pass(5_000);
        assertThat(registry.statuses()).isEmpty();
        registry.beat("a", 1, 7);
        registry.pass(100);

        assertThat(registry.statuses())
                .singleElement()
                .satisfies(status -> assertThat(status.getCard().getAgentId()).isEqualTo("b"));
    }

    @Test
    void fiveMinutesOfUnreadBeatsKillNobodyButWhoDiedInThem() {
        for (int i = 0; i < 50; i++) {
            registry.card("agent-" + i, 1, Intent.JOIN);
            registry.beat("agent-" + i, 1, 0);
        }
        registry.statuses();

        registry.freeze(300_000);
        for (int second = 1; second <= 300; second++) {
            for (int i = 0; i < 50; i++) {
                if (i != 7 || second < 200) {
                    registry.lateBeat("agent-" + i, 1, second, 300_000 - 1_000L * second - 2L * i);
                }
            }
            if (second % 30 == 0) {
                registry.freeze(100);
            }
        }

        assertThat(registry.statuses())
                .isNotEmpty()
                .allSatisfy(status -> assertThat(status.getCard().getAgentId()).isEqualTo("agent-7"));
    }

    @Test
    void whoBeatWhileTheRegistryWasAwayIsAliveAndWhoDiedIsFoundDead() {
        for (int i = 0; i < 50; i++) {
            registry.card("agent-" + i, 1, Intent.JOIN);
            registry.beat("agent-" + i, 1, 0);
        }
        registry.statuses();

        registry.restartAfter(60_000);
        for (int second = 1; second <= 60; second++) {
            for (int i = 0; i < 50; i++) {
                if (i != 7 || second < 20) {
                    registry.lateBeat("agent-" + i, 1, second, 60_000 - 1_000L * second);
                }
            }
        }
        registry.freeze(100);

        assertThat(registry.statuses())
                .isNotEmpty()
                .allSatisfy(status -> assertThat(status.getCard().getAgentId()).isEqualTo("agent-7"));
    }

    @Test
    void observationsReadFromABacklogDegradeNobody() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);
        registry.eventTypes();

        registry.freeze(60_000);
        for (int second = 1; second <= 60; second++) {
            long ageMs = 60_000 - 1_000L * second;
            registry.lateBeat("a", 1, second, ageMs);
            registry.lateObserved("a", 1, 5, ageMs);
        }

        assertThat(registry.eventTypes()).isEmpty();
        assertThat(registry.index().get("a").orElseThrow().getLiveness()).isEqualTo(Liveness.WORKING);
    }

    @Test
    void aClockAheadOfTheBrokersDegradesNobody() {
        long aheadMs = 2_000;
        registry.card("a", 1, Intent.JOIN);
        for (int second = 0; second < 60; second++) {
            registry.lateBeat("a", 1, second, aheadMs);
            registry.pass(900);
            registry.lateObserved("a", 1, 5, aheadMs);
            registry.pass(100);
        }

        assertThat(registry.eventTypes()).containsExactly(AgentEventType.REGISTERED);
    }

    @Test
    void refusesAloudButNotOnEveryBeat() {
        for (int i = 0; i < 1_000; i++) {
            registry.beat("stranger", 1, i);
        }

        assertThat(registry.events())
                .singleElement()
                .satisfies(event -> assertThat(event.getReason()).startsWith("UNKNOWN_AGENT"));
        assertThat(registry.meter("swarmlog.registry.rejected", "reason", "UNKNOWN_AGENT"))
                .isEqualTo(1_000);
    }

    @Test
    void refusesWhatIsAddressedWrongly() {
        registry.cardUnder("b", "a");
        registry.cardUnder(null, "a");
        registry.beat("x".repeat(1 << 20), 1, 0);
        registry.card("a", 1, Intent.UNKNOWN);

        assertThat(registry.events())
                .extracting(AgentEvent::getReason)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("KEY_MISMATCH"),
                        reason -> assertThat(reason).startsWith("KEY_MISMATCH"),
                        reason -> assertThat(reason).startsWith("ID_TOO_LONG"),
                        reason -> assertThat(reason).startsWith("UNKNOWN_INTENT"));
        assertThat(registry.statuses()).isEmpty();
    }

    @Test
    void refusesWhatCameInAPartitionWhereItDoesNotBelong() {
        try (RegistryFixture ofEight = new RegistryFixture(8)) {
            for (int i = 0; i < 100; i++) {
                ofEight.card("agent-" + i, 1, Intent.JOIN);
            }

            assertThat(ofEight.statuses()).hasSizeBetween(1, 30);
            assertThat(ofEight.events())
                    .filteredOn(event -> event.getType() == AgentEventType.REJECTED)
                    .hasSizeGreaterThan(70)
                    .allSatisfy(event -> assertThat(event.getReason()).startsWith("WRONG_PARTITION"));
        }
    }

    @Test
    void manyBeatsMakeFewStatusesAndFewWrites() {
        int agents = 50;
        for (int agent = 0; agent < agents; agent++) {
            registry.card("agent-" + agent, 1, Intent.JOIN);
        }
        registry.statuses();
        long before = registry.changelogRecords();

        for (int sequence = 0; sequence < 600; sequence++) {
            registry.pass(100);
            for (int agent = 0; agent < agents; agent++) {
                registry.beat("agent-" + agent, 1, sequence, sequence % 5);
            }
        }

        assertThat(registry.meter("swarmlog.registry.heartbeats")).isEqualTo(600 * agents);
        assertThat(registry.statuses()).hasSizeBetween(agents, 61 * agents);
        assertThat(registry.changelogRecords() - before).isBetween((long) agents, 61L * agents);
    }

    @Test
    void blamesNobodyWhileCanariesCannotBeWritten() {
        for (String id : List.of("busy", "unasked")) {
            registry.card(id, 1, Intent.JOIN);
            registry.beat(id, 1, 0);
        }
        for (int second = 1; second <= 50; second++) {
            registry.pass(1_000);
            registry.asked().forEach(id -> registry.loseCanary());
            registry.beat("busy", 1, second);
            registry.beat("unasked", 1, second);
            registry.observed("busy", 1, 1, 0, 0);
        }

        assertThat(registry.meter("swarmlog.registry.canaries.unanswered")).isZero();
        assertThat(registry.index().get("unasked").orElseThrow().getState()).isEqualTo(AgentState.HEALTHY);
    }

    @Test
    void asksWhoHasNothingToShowAndNobodyElse() {
        for (String id : List.of("idle", "busy", "hung")) {
            registry.card(id, 1, Intent.JOIN);
            registry.beat(id, 1, 0);
        }
        registry.observed("busy", 1, 5, 0, 0);
        for (int second = 1; second <= 50; second++) {
            registry.pass(1_000);
            for (String id : List.of("idle", "busy", "hung")) {
                registry.beat(id, 1, second);
            }
            registry.observed("busy", 1, 1, 0, 0);
            registry.observed("idle", 1, 0, 0, registry.asked().contains("idle") ? 1 : 0);
        }

        assertThat(registry.index().get("idle").orElseThrow().getLiveness()).isEqualTo(Liveness.ANSWERING);
        assertThat(registry.index().get("busy").orElseThrow().getLiveness()).isEqualTo(Liveness.WORKING);
        AgentStatus hung = registry.index().get("hung").orElseThrow();
        assertThat(hung.getLiveness()).isEqualTo(Liveness.HEARTBEATING);
        assertThat(hung.getState()).isEqualTo(AgentState.DEGRADED);
        assertThat(hung.getWhy())
                .singleElement()
                .satisfies(cost -> assertThat(cost.getFactor()).isEqualTo(HealthFactor.CANARY));
        assertThat(1 - hung.getHealthScore()).isCloseTo(hung.getWhy().getFirst().getCost(), within(1e-9));
        assertThat(registry.meter("swarmlog.registry.canaries.unanswered")).isEqualTo(3);
    }

    @Test
    void countsWhomItSuspectedAndBuriedWrongly() {
        registry.card("a", 1, Intent.JOIN);
        registry.beat("a", 1, 0);
        registry.pass(3_200);
        registry.beat("a", 1, 1);
        registry.pass(20_000);
        registry.beat("a", 1, 2);

        assertThat(registry.eventTypes())
                .containsExactly(
                        AgentEventType.REGISTERED,
                        AgentEventType.SUSPECTED,
                        AgentEventType.RECOVERED,
                        AgentEventType.SUSPECTED,
                        AgentEventType.DEAD,
                        AgentEventType.RECOVERED);
        assertThat(registry.meter("swarmlog.registry.false.suspicions")).isEqualTo(1);
        assertThat(registry.meter("swarmlog.registry.false.deaths")).isEqualTo(1);
    }

    @Test
    void doubtsItselfWhenMostFallSilentAtOnce() {
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 100; i++) {
                if (second == 0) {
                    registry.card("agent-" + i, 1, Intent.JOIN);
                }
                registry.beat("agent-" + i, 1, second);
            }
            registry.pass(1_000);
        }
        registry.statuses();

        registry.pass(20_000);
        assertThat(registry.statuses()).hasSize(100).allMatch(status -> status.getState() == AgentState.SUSPECT);
        assertThat(registry.meter("swarmlog.registry.panic")).isEqualTo(1);
        registry.pass(20_000);

        assertThat(registry.statuses()).hasSize(100).allMatch(status -> status.getState() == AgentState.DEAD);
        assertThat(registry.meter("swarmlog.registry.panic")).isZero();
        assertThat(registry.alerts())
                .allSatisfy(alert -> assertThat(alert.getCode()).isEqualTo("registry.panic"))
                .extracting(alert -> alert.getAttributes().get("news"))
                .containsExactly("BEGAN", "BELIEVED");
    }

    @Test
    void whoFailsOneTimeInFourDoesNotFlap() {
        Random random = new Random(1);
        registry.card("a", 1, Intent.JOIN);
        for (int second = 0; second < 600; second++) {
            registry.beat("a", 1, second);
            for (int outcome = 0; outcome < 5; outcome++) {
                boolean fails = random.nextInt(4) == 0;
                registry.observed("a", 1, fails ? 0 : 1, fails ? 1 : 0, 0);
            }
            registry.pass(1_000);
        }

        List<AgentEvent> moves = registry.events();
        assertThat(moves).extracting(AgentEvent::getType).contains(AgentEventType.DEGRADED, AgentEventType.RECOVERED);
        for (int i = 1; i < moves.size(); i++) {
            if (moves.get(i).getType() == AgentEventType.RECOVERED) {
                long degradedMs = moves.get(i).getAtMs() - moves.get(i - 1).getAtMs();
                assertThat(degradedMs).isGreaterThanOrEqualTo(15_000);
            }
        }
    }

    @Test
    void believesWhatOthersSawOfAnAgentsWork() {
        registry.card("a", 1, Intent.JOIN);
        registry.workingBeat("a", 1, 0, 0, 0);

        registry.observed("a", 1, 0, 3, 0);
        registry.workingBeat("a", 1, 1, 100, 0);

        AgentStatus status = registry.index().get("a").orElseThrow();
        assertThat(status.getState()).isEqualTo(AgentState.DEGRADED);
        assertThat(registry.events().getLast().getReason()).isEqualTo("3 failures in a row");
        assertThat(status.getWhy()).isNotEmpty();
    }
}
