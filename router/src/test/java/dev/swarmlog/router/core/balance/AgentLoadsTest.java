package dev.swarmlog.router.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentLoadsTest {
    private static final long NOW = 1_000_000;

    private final SharedLoads half = new SharedLoads(2);
    private final AgentLoads loads = new AgentLoads(half);
    private final AgentLoad load = loads.of("a", NOW);

    @Test
    void whatAnAgentHasInHandBeyondOursIsOthers() {
        loads.begin("a", 1, NOW);
        loads.begin("a", 1, NOW);

        half.reported("a", 5, NOW);

        assertThat(load.inFlight()).isEqualTo(2);
        assertThat(load.inHand()).isEqualTo(5);
        loads.end("a", NOW, NOW);
        assertThat(load.inHand()).isEqualTo(4);
    }

    @Test
    void whatMayHaveBeenOursWhenTheAgentCountedIsNotTakenForOthers() {
        loads.begin("a", 1, NOW);
        loads.begin("a", 1, NOW);
        loads.end("a", NOW, NOW);
        loads.end("a", NOW, NOW);

        half.reported("a", 2, NOW);

        assertThat(load.inHand()).isZero();
    }

    @Test
    void aProcessThatHasAllTasksKnowsBetterThanTheAgent() {
        AgentLoads other = new AgentLoads(half);

        half.reported("a", 5, NOW);

        assertThat(load.inHand()).isZero();
        other.close();
    }

    @Test
    void aReportIsWorthNothingAfterAWhile() {
        half.reported("a", 5, NOW);

        loads.observe(NOW + 10_000, id -> true, (id, seen) -> {});
        assertThat(load.inHand()).isEqualTo(5);
        loads.observe(NOW + 10_001, id -> true, (id, seen) -> {});

        assertThat(load.inHand()).isZero();
    }

    private List<String> told(long atMs) {
        List<String> told = new ArrayList<>();
        loads.observe(atMs, id -> true, (id, seen) -> told.add(id));
        return told;
    }

    @Test
    void ofFewAgentsAllIsToldEachSecond() {
        load.completed(10);

        assertThat(told(NOW + 1)).containsExactly("a");
        assertThat(told(NOW + 1_000)).as("nothing new").isEmpty();
    }

    @Test
    void ofThreeThousandAgentsWhatIsGoodIsToldEachThirdSecondAndWhatIsBadAtOnce() {
        for (int i = 1; i < 3_000; i++) {
            loads.of("agent-" + i, NOW);
        }
        load.completed(10);
        loads.of("agent-1", NOW).failed("RETRYABLE", true);
        loads.of("agent-2", NOW).canaryAnswered();

        assertThat(told(NOW + 1_000)).containsExactlyInAnyOrder("agent-1", "agent-2");
        assertThat(told(NOW + 2_999)).isEmpty();
        assertThat(told(NOW + 3_000)).containsExactly("a");
        load.completed(10);
        assertThat(told(NOW + 5_999)).isEmpty();
        assertThat(told(NOW + 6_000)).containsExactly("a");
    }

    /** A canary's answer may be the first news of it, and after a restart of the router work comes back in no order. */
    @Test
    void whoeverTellsOfALaterStartItIsNoticedThatWorkOfTheEarlierOneIsOut() {
        loads.begin("a", 5, NOW);
        load.look(6);
        AgentLoad restored = loads.begin("b", 6, NOW);
        loads.begin("b", 5, NOW);

        assertThat(load.takeRestarted()).isTrue();
        assertThat(load.takeRestarted()).isFalse();
        assertThat(restored.takeRestarted()).isTrue();
    }

    /** Or one task would not see what another sent, nor that its breaker is open. */
    @Test
    void anAgentThatOneTaskForgetsIsTheSameForTheOthers() {
        AgentLoads other = new AgentLoads(half);
        AgentLoad its = other.of("a", NOW);

        loads.observe(NOW, id -> false, (id, seen) -> {});
        AgentLoad again = loads.of("a", NOW);

        assertThat(again.guard()).isSameAs(its.guard());
        other.close();
    }
}
