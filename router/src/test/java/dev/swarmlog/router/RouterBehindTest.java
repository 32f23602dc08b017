package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A router that is behind holds it against nobody: what agents said in time counts, though it is read late. */
class RouterBehindTest {
    private static final long LEASE_MS = 30_000;

    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aResultThatWaitedInTheLogWhileTheRouterStoodStillIsTaken() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.submit("m");
        Delivery first = rig.delivery();

        rig.sleep(LEASE_MS + 5_000);
        assertThat(rig.deliveries()).isEmpty();
        rig.complete(first);

        assertThat(rig.reply().getAttempts()).isEqualTo(1);
    }

    @Test
    void aRouterThatIsBehindSendsNothingAgainUntilItHasReadWhatAgentsSaid() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.submit("m");
        Delivery first = rig.delivery();

        for (int i = 0; i < 120; i++) {
            rig.advance(300);
            rig.answer(ofAnother(first), rig.now() - 20_000);
        }
        assertThat(rig.deliveries()).as("the lease is over for 6 s").isEmpty();
        rig.answer(ofAnother(first), rig.now());
        rig.advance(100);

        assertThat(rig.delivery().getFence()).isEqualTo(2);
    }

    @Test
    void whatAnAgentSaidBeforeItDiedCountsForARouterThatJustBegan() {
        AgentStatus here = rig.join("a", "echo", 1);
        rig.submit("m");
        Delivery first = rig.delivery();
        AgentStatus dead = rig.status("a", 1, "echo", 1, AgentState.DEAD);
        rig.advance(1_000);

        rig.restart(here, dead, rig.agent("b", "echo", 1));
        rig.deliveries();
        rig.complete(first);

        assertThat(rig.reply().getAttempts()).isEqualTo(1);
        rig.advance(5_000);
        assertThat(rig.deliveries()).isEmpty();
    }

    private Outcome ofAnother(Delivery delivery) {
        return rig.outcome(delivery, OutcomeStatus.PROGRESS, with -> with.setMessageId("another"));
    }
}
