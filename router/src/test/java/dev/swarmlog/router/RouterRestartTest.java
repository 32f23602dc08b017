package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.Routing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A router that dies and comes back with what its changelog holds. The driver commits after every record. */
final class RouterRestartTest {
    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whatWasInFlightIsSentAgainToTheLetterAndAnswered() {
        AgentStatus agent = rig.join("a", "echo", 2);
        rig.submit("m");
        Delivery before = rig.delivery();

        rig.restart(agent);

        Delivery again = rig.delivery();
        assertThat(again.getDeliveryId()).isEqualTo(before.getDeliveryId());
        assertThat(again.getAgentId()).isEqualTo("a");
        assertThat(again.getFence()).isEqualTo(before.getFence());
        rig.complete(before);
        assertThat(rig.reply().getAttempts()).isEqualTo(1);
        assertThat(rig.metered("in.flight")).isZero();
    }

    @Test
    void whatIsLongSafeIsNotSentAgain() {
        AgentStatus agent = rig.join("a", "echo", 9);
        rig.submit("old");
        Delivery old = rig.delivery();
        rig.submit("new");
        rig.submit("newest");
        rig.deliveries();

        rig.restart(agent);

        assertThat(rig.deliveries()).extracting(Delivery::getMessageId).containsExactlyInAnyOrder("new", "newest");
        rig.complete(old);
        assertThat(rig.reply().getMessageId()).isEqualTo("old");
    }

    @Test
    void waitersKeepTheirOrderAndCapacityIsCountedAnew() {
        AgentStatus agent = rig.join("a", "echo", 1);
        for (int i = 0; i < 6; i++) {
            rig.submit("m" + i);
        }
        Delivery first = rig.deliveries().getFirst();

        rig.restart(agent);
        rig.deliveries();
        rig.complete(first);

        assertThat(rig.delivery().getMessageId()).isEqualTo("m3");
        assertThat(rig.metered("waiting")).isEqualTo(2);
    }

    @Test
    void anAgentThatDiedMeanwhileLosesItsWork() {
        rig.join("a", "echo", 1);
        rig.submit("m");
        rig.delivery();

        rig.restart(rig.status("a", 1, "echo", 1, AgentState.DEAD), rig.agent("b", "echo", 1));
        rig.advance(110);

        assertThat(rig.deliveries()).last().satisfies(delivery -> {
            assertThat(delivery.getAgentId()).isEqualTo("b");
            assertThat(delivery.getAttempt()).isEqualTo(2);
        });
    }

    @Test
    void anAnswerThatMayBeLostIsGivenAgainTheSame() {
        AgentStatus agent = rig.join("a", "echo", 1);
        rig.submit("m");
        Delivery delivery = rig.delivery();
        rig.complete(delivery);
        Reply first = rig.reply();

        rig.restart(agent);
        rig.complete(delivery);

        assertThat(rig.reply()).isEqualTo(first);
        rig.submit("other");
        rig.submit("another");
        assertThat(rig.logged()).doesNotContain("m");
    }

    @Test
    void keptAnswersSurvive() {
        AgentStatus agent = rig.join("a", "echo", 1);
        Message message = rig.keyed("k", with -> with);
        rig.submit(message);
        rig.complete(rig.delivery());
        Reply first = rig.reply();
        rig.submit("other");
        rig.complete(rig.delivery());
        rig.submit("another");
        rig.complete(rig.delivery());

        rig.restart(agent);
        rig.replies();
        rig.submit(message);

        assertThat(rig.deliveries()).isEmpty();
        assertThat(rig.reply()).isEqualTo(first);
    }

    @Test
    void whatWasHandedOverIsNotSentAgain() {
        AgentStatus agent = rig.agent("a", "echo", 1);
        Routing untracked = Routing.newBuilder().setTracked(false).build();
        rig.submit(rig.message("m", with -> with.setReplyTopic("").setRouting(untracked)));
        rig.join("a", "echo", 1);
        rig.advance(100);
        assertThat(rig.deliveries()).hasSize(1);

        rig.restart(agent);
        rig.advance(100);

        assertThat(rig.deliveries()).isEmpty();
        rig.submit("other");
        rig.submit("another");
        assertThat(rig.logged()).doesNotContain("m");
    }

    @Test
    void backoffAndAttemptsSurvive() {
        AgentStatus agent = rig.join("a", "echo", 1);
        rig.submit(rig.message("m", with -> with.setMaxAttempts(2)));
        rig.fail(rig.delivery(), ErrorClass.RESOURCE_EXHAUSTED);

        rig.restart(agent);
        rig.advance(300);

        rig.fail(rig.delivery(), ErrorClass.RESOURCE_EXHAUSTED);
        assertThat(rig.reply().getAttempts()).isEqualTo(2);
    }

    @Test
    void aResultOfAnAssignmentThatTheCrashMadeUsForgetCounts() {
        AgentStatus agent = rig.join("a", "echo", 1);
        rig.submit("m");
        Delivery delivery = rig.delivery();
        rig.restart(agent);
        rig.deliveries();

        Delivery forgotten = Delivery.newBuilder(delivery)
                .setAttempt(2)
                .setFence(2)
                .setDeliveryId("m#2")
                .build();
        rig.complete(forgotten);

        assertThat(rig.reply().getAttempts()).isEqualTo(2);
    }
}
