package dev.swarmlog.bench.hot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.saga.core.Decision;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** That what is timed does its work: a piece that refuses is fast, too. */
final class HotTest {
    @Test
    void readsWhatItWrote() {
        SerdeHot serde = new SerdeHot();

        assertThat(serde.readDelivery()).isEqualTo(Samples.delivery().getPayload());
        assertThat(serde.readHeartbeat()).isEqualTo(Samples.heartbeat());
        assertThat(serde.writeDelivery()).hasSizeGreaterThan(serde.writeHeartbeat().length);
    }

    @Test
    void theLastRuleMatches() {
        RulesHot rules = new RulesHot();

        assertThat(rules.remembered().rule()).isEqualTo("rule-10");
        assertThat(rules.evaluated()).isEqualTo(rules.remembered());
    }

    @Test
    void messagesGoToAnAgentAndComeToAnEnd() {
        MessageMachineHot machine = new MessageMachineHot();

        assertThat(machine.submitted().next()).isInstanceOf(MessageState.InFlight.class);
        assertThat(machine.completed().next()).isInstanceOf(MessageState.Answered.class);
    }

    @Test
    void theThirdStepOfASagaBegins() throws Exception {
        SagaMachineHot saga = new SagaMachineHot();

        Decision done = saga.stepDone();

        assertThat(done.effects()).isNotEmpty();
        assertThat(saga.readCheckpoint().saga()).isEqualTo(Objects.requireNonNull(done.next()));
    }

    @Test
    void beatsAreCounted() {
        HealthHot health = new HealthHot();

        List.of(1, 2, 3).forEach(beat -> health.beat());

        assertThat(health.beat().pulse().sequence()).isEqualTo(4);
    }

    @Test
    void everyMessageFindsAnAgent() {
        StrategyHot strategy = new StrategyHot();
        strategy.begin();

        assertThat(strategy.choose()).isNotNegative();
    }

    @Test
    void somebodyIsFound() {
        IndexHot index = new IndexHot();

        assertThat(index.query().toString()).contains("bench");
        assertThat(index.change()).isPositive();
    }
}
