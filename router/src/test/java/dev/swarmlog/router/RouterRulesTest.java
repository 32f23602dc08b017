package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules through the topology: read from their topic, changed while messages flow. */
final class RouterRulesTest {
    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aMatchingRuleSaysWhoGetsTheMessage() {
        rig.join("plain", "echo", 9);
        rig.join("gold", "echo.gold", 9);
        rig.rule("gold", 1, "attributes.tier == 'gold'", with -> with.setCapability("echo.gold"));

        rig.submit(rig.message("m-1", with -> with.setAttributes(Map.of("tier", "gold"))));
        rig.submit(rig.message("m-2", with -> with.setAttributes(Map.of("tier", "tin"))));
        rig.submit(rig.message("m-3", with -> with));

        assertThat(rig.deliveries()).extracting(Delivery::getAgentId).containsExactly("gold", "plain", "plain");
        assertThat(rig.metered("rules.verdicts", "rule", "gold", "verdict", "matched"))
                .isEqualTo(1);
        assertThat(rig.metered("rules.verdicts", "rule", "gold", "verdict", "missing"))
                .isEqualTo(1);
    }

    @Test
    void rulesChangeWhileMessagesFlow() {
        rig.join("one", "one", 9);
        rig.join("two", "two", 9);
        rig.rule("r", 1, "true", with -> with.setCapability("one"));
        rig.submit("m-1");
        rig.rule("r", 1, "true", with -> with.setCapability("two"));
        rig.submit("m-2");
        rig.rule("r", null);
        rig.join("plain", "echo", 9);
        rig.submit("m-3");

        assertThat(rig.deliveries()).extracting(Delivery::getAgentId).containsExactly("one", "two", "plain");
    }

    @Test
    void aRefusedMessageIsToldWhichRuleRefusedIt() {
        rig.rule("closed", 1, "type == 'echo'", with -> with.setRefusal("no echoes on Sundays"));

        rig.submit("awaited");
        rig.submit(rig.message("unawaited", with -> with.setReplyTopic("")));

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.getErrorClass()).isEqualTo(ErrorClass.NON_RETRYABLE);
        assertThat(reply.getError()).isEqualTo("rule 'closed': no echoes on Sundays");
        assertThat(rig.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly(DeadLetterReason.REFUSED_BY_RULE);
        assertThat(rig.metered("rejected", "reason", "refused_by_rule")).isEqualTo(2);
    }

    @Test
    void aRuleThatDoesNotCompileOrThrowsStopsNothingAndIsToldOnce() {
        rig.join("plain", "echo", 99);
        rig.rule("broken", 1, "typ == 'echo'", with -> with.setCapability("nowhere"));
        rig.rule("throws", 2, "hops / 0 == 1", with -> with.setCapability("nowhere"));
        rig.rule("reads", 3, "payload.amount > 1", with -> with.setCapability("nowhere"));

        for (int i = 0; i < 20; i++) {
            rig.submit("m-" + i);
        }
        rig.advance(3_000);

        assertThat(rig.deliveries()).hasSize(20);
        List<Alert> alerts = rig.alerts();
        assertThat(alerts)
                .extracting(
                        alert -> alert.getCode() + " " + alert.getAttributes().get("rule"))
                .containsExactly("router.rule-broken broken", "router.rule-failed throws", "router.rule-failed reads");
        assertThat(alerts.getFirst().getMessage()).contains("when 1:1", "undeclared reference to 'typ'");
        assertThat(rig.metered("rules.verdicts", "rule", "throws", "verdict", "failed"))
                .isEqualTo(20);
        assertThat(rig.metered("rules.broken")).isEqualTo(1);
    }

    @Test
    void troublesWithManyRulesAreToldAFewASecond() {
        for (int i = 0; i < 500; i++) {
            rig.rule("r" + i, 1, "nonsense", with -> with);
        }

        rig.advance(2_000);
        assertThat(rig.alerts()).hasSizeLessThanOrEqualTo(20);
        rig.advance(60_000);

        assertThat(rig.alerts()).hasSizeLessThanOrEqualTo(100);
        assertThat(rig.metered("rules.refused")).isEqualTo(500);
    }

    @Test
    void whatARuleDecidedHoldsAlsoAfterARestart() {
        AgentStatus gold = rig.agent("gold", "echo.gold", 1);
        AgentStatus plain = rig.join("plain", "echo", 1);
        rig.rule("gold", 1, "true", with -> with.setCapability("echo.gold"));
        rig.submit("m");

        rig.restart(plain);
        assertThat(rig.deliveries()).isEmpty();
        rig.publish(gold);
        rig.advance(100);

        assertThat(rig.delivery().getAgentId()).isEqualTo("gold");
    }

    @Test
    void aDeadLetterHoldsWhatWasSubmittedNotWhatTheRuleMadeOfIt() {
        Routing own =
                Routing.newBuilder().setCapability("mine").setTags(List.of("a")).build();
        rig.rule("away", 1, "true", with -> with.setCapability("nowhere").setAffinityKey("type"));
        rig.submit(rig.message("m", with -> with.setReplyTopic("").setRouting(own)));

        rig.restart();
        rig.advance(10_000);

        List<DeadLetter> letters = rig.deadLetters();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().getReason()).isEqualTo(DeadLetterReason.NO_SUCH_CAPABILITY);
        assertThat(letters.getFirst().getDetail()).contains("nowhere");
        assertThat(rig.submitted(letters.getFirst()).getRouting()).isEqualTo(own);
    }
}
