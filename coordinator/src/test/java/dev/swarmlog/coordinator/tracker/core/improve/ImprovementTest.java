package dev.swarmlog.coordinator.tracker.core.improve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.tracker.core.improve.Shop.Charging;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a history to a change that stays, or does not. */
final class ImprovementTest {
    /** One in ten takes longer than it may, and is tried once more. */
    private static final Charging CUT_SHORT = new Charging(1_200, 2, 0.15, 0, 0);

    private static final Charging LONGER = new Charging(2_400, 2, 0.15, 0, 0);

    private static Proposal proposal(Shop shop) {
        return Objects.requireNonNull(shop.proposal, "something is proposed");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aChangeThatHelpsIsProposedTriedAndStays(long seed) {
        Shop shop = new Shop(seed);

        shop.trade(1_000, CUT_SHORT);
        Finding finding = proposal(shop).finding();
        assertThat(finding.kind()).isEqualTo(Kind.RAISE_TIMEOUT);
        assertThat(finding.stepName()).isEqualTo("charge");
        assertThat(finding.from()).isEqualTo(1_200);
        assertThat(finding.to()).isEqualTo(2_400);
        assertThat(finding.evidence()).isNotEmpty();
        assertThat(proposal(shop).permille()).as("nobody said yes").isZero();

        shop.approve();
        assertThat(proposal(shop).stage()).isEqualTo(Stage.TRYING);
        assertThat(proposal(shop).permille()).isEqualTo(200);
        shop.tryOut(2_000, CUT_SHORT, LONGER);

        assertThat(proposal(shop).stage()).isEqualTo(Stage.PROMOTED);
        assertThat(proposal(shop).permille()).isEqualTo(1_000);
        assertThat(proposal(shop).history())
                .extracting(Proposal.Event::stage)
                .containsExactly(Stage.PROPOSED, Stage.TRYING, Stage.PROMOTED);
        assertThat(proposal(shop).history().getLast().why()).contains("not worse", "of 200 failed");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aChangeThatFailsMoreIsRolledBackSoon(long seed) {
        Shop shop = new Shop(seed);
        shop.trade(1_000, CUT_SHORT);
        shop.approve();

        shop.tryOut(2_000, CUT_SHORT, new Charging(2_400, 2, 0.15, 0.6, 0));

        assertThat(proposal(shop).stage()).isEqualTo(Stage.ROLLED_BACK);
        assertThat(proposal(shop).permille()).isZero();
        assertThat(proposal(shop).trial().tried().runs()).isLessThanOrEqualTo(40);
        assertThat(proposal(shop).history().getLast().why()).contains("worse");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aChangeThatTakesLongerIsRolledBack(long seed) {
        Shop shop = new Shop(seed);
        shop.trade(1_000, CUT_SHORT);
        shop.approve();

        shop.tryOut(2_000, CUT_SHORT, new Charging(2_400, 2, 0.7, 0, 0));

        assertThat(proposal(shop).stage()).isEqualTo(Stage.ROLLED_BACK);
    }

    @Test
    void aChangeThatDoesNothingIsSeldomTakenForHarm() {
        int rolledBack = 0;
        for (int seed = 0; seed < 40; seed++) {
            Shop shop = new Shop(seed);
            shop.trade(1_000, CUT_SHORT);
            shop.approve();
            shop.tryOut(1_500, CUT_SHORT, CUT_SHORT);
            assertThat(proposal(shop).stage()).as("seed %s", seed).isIn(Stage.PROMOTED, Stage.ROLLED_BACK);
            rolledBack += proposal(shop).stage() == Stage.ROLLED_BACK ? 1 : 0;
        }

        assertThat(rolledBack).as("of 40").isLessThanOrEqualTo(4);
    }

    @Test
    void whatOftenPassesIsTriedOftener() {
        Shop shop = new Shop(1);

        shop.trade(2_000, new Charging(10_000, 2, 0, 0.3, 0));

        assertThat(proposal(shop).finding().kind()).isEqualTo(Kind.MORE_RETRIES);
        assertThat(proposal(shop).finding().from()).isEqualTo(2);
        assertThat(proposal(shop).finding().to()).isEqualTo(4);
    }

    @Test
    void whoIsOverloadedIsAskedLessSoonRatherThanOftener() {
        Shop shop = new Shop(1);

        shop.trade(2_000, new Charging(10_000, 2, 0, 0, 0.3));

        assertThat(proposal(shop).finding().kind()).isEqualTo(Kind.CHANGE_STRATEGY);
        assertThat(proposal(shop).finding().to()).isEqualTo(1_000);
    }

    @Test
    void whatGoesWellStaysAsItIs() {
        Shop shop = new Shop(1);

        shop.trade(2_000, new Charging(10_000, 3, 0.15, 0.02, 0));

        assertThat(shop.proposal).isNull();
    }
}
