package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.Candidate;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.RoutingDecision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why messages went where they went, as routing.decisions tells it. */
final class RouterDecisionsTest {
    @Test
    void aDecisionNamesTheCandidatesTheChosenOneAndWhatTheRuleHadToDoWithIt() {
        try (RouterRig rig = rig("1", "1000")) {
            rig.join("a", "echo", 4);
            rig.join("b", "echo", 1);
            rig.rule("by-load", 1, "true", with -> with.setStrategy("least_loaded"));

            rig.submit("m-1");
            rig.fail(rig.delivery(), ErrorClass.RETRYABLE);

            List<RoutingDecision> decisions = rig.decisions();
            assertThat(decisions).extracting(RoutingDecision::getAttempt).containsExactly(1, 2);
            RoutingDecision first = decisions.getFirst();
            assertThat(first.getRule()).isEqualTo("by-load");
            assertThat(first.getCapability()).isEqualTo("echo");
            assertThat(first.getStrategy()).isEqualTo("LEAST_LOADED");
            assertThat(first.getPoolSize()).isEqualTo(2);
            assertThat(first.getChosen()).isEqualTo("a");
            assertThat(first.getReason()).isEqualTo("submitted");
            assertThat(first.getCandidates()).containsExactly(new Candidate("a", 0.25), new Candidate("b", 1.0));
            assertThat(decisions.getLast().getChosen()).isEqualTo("b");
            assertThat(decisions.getLast().getReason()).isEqualTo("agent a failed: oops");
        }
    }

    @Test
    void chanceIsToldAsPropensity() {
        try (RouterRig rig = rig("1", "1000")) {
            for (String id : List.of("a", "b", "c", "d")) {
                rig.join(id, "echo", 1_000);
            }
            for (int i = 0; i < 50; i++) {
                rig.submit(rig.message(
                        "m-" + i,
                        with -> with.setRouting(
                                Routing.newBuilder().setStrategy("ADAPTIVE").build())));
            }

            assertThat(rig.decisions())
                    .hasSize(50)
                    .allSatisfy(decision -> assertThat(decision.getPropensity()).isBetween(0.01, 0.99));
        }
    }

    @Test
    void whatFoundNobodyOrWasRefusedIsToldWithoutBeingDrawn() {
        try (RouterRig rig = rig("0", "1000")) {
            rig.join("a", "echo", 1);
            rig.rule("closed", 1, "'bad' in attributes", with -> with.setRefusal("not this"));

            rig.submit("placed");
            rig.submit(rig.message("refused", with -> with.setAttributes(Map.of("bad", "1"))));
            rig.submit(rig.message(
                    "lonely",
                    with -> with.setRouting(
                            Routing.newBuilder().setCapability("unheard-of").build())));
            rig.advance(5_000);

            assertThat(rig.decisions())
                    .extracting(decision ->
                            decision.getMessageId() + "|" + decision.getChosen() + "|" + decision.getReason())
                    .satisfiesExactly(
                            refused -> assertThat(refused).isEqualTo("refused||rule 'closed': not this"),
                            waits -> assertThat(waits).isEqualTo("lonely||nobody has room: submitted"),
                            gone -> assertThat(gone).startsWith("lonely||").contains("unheard-of"));
        }
    }

    @Test
    void noMoreAreToldInASecondThanAllowed() {
        try (RouterRig rig = rig("1", "5")) {
            rig.join("a", "echo", 1_000);
            for (int i = 0; i < 40; i++) {
                rig.submit("m-" + i);
            }
            assertThat(rig.decisions()).hasSize(5);
            rig.advance(1_000);
            rig.submit("later");

            assertThat(rig.decisions()).hasSize(1);
            assertThat(rig.metered("decisions", "result", "omitted")).isEqualTo(35);
        }
    }

    private static RouterRig rig(String share, String perSecond) {
        return new RouterRig(
                Map.of(
                        "SWARMLOG_ROUTER_DECISIONS_SHARE", share,
                        "SWARMLOG_ROUTER_DECISIONS_PER_SECOND_MAX", perSecond),
                Telemetry.off());
    }
}
