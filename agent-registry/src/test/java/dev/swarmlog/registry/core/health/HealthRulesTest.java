package dev.swarmlog.registry.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HealthRulesTest {
    private static final HealthRules RULES = HealthRules.DEFAULT;
    private static final long MEMORY_MS = RULES.memoryMs();
    private static final long T0 = 1_000_000;
    private static final TrackRecord FRESH = TrackRecord.NOTHING.told(0, 0, -1, T0, MEMORY_MS);

    @Test
    void whoDoesWellIsPerfectAndNeedsNoExcuse() {
        Signs signs = at(T0, FRESH.told(1_000, 0, 200, T0, MEMORY_MS));

        assertThat(RULES.score(signs)).isEqualTo(1);
        assertThat(RULES.why(signs)).isEmpty();
        assertThat(RULES.isBad(signs, 1)).isFalse();
    }

    @Test
    void theCostsSumToWhatIsLostDearestFirst() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            TrackRecord work = FRESH.observed(
                    random.nextInt(20), random.nextInt(20), random.nextInt(4), random.nextInt(20_000), T0, MEMORY_MS);
            Signs signs = new Signs(work, random.nextDouble(), 3 * random.nextDouble(), random.nextInt(5), T0);

            double score = RULES.score(signs);
            List<Cost> why = RULES.why(signs);

            assertThat(score).isBetween(0.0, 1.0);
            assertThat(why.stream().mapToDouble(Cost::cost).sum()).isCloseTo(1 - score, within(1e-9));
            assertThat(why).isSortedAccordingTo((left, right) -> Double.compare(right.cost(), left.cost()));
        }
    }

    @Test
    void oneFailureIsNothingAndThreeInARowDegrade() {
        TrackRecord one = FRESH.told(100, 1, 20, T0, MEMORY_MS);
        TrackRecord two = FRESH.told(0, 2, 20, T0, MEMORY_MS);
        TrackRecord three = two.told(0, 3, 20, T0, MEMORY_MS);

        assertThat(isBad(one)).isFalse();
        assertThat(isBad(two)).isFalse();
        assertThat(isBad(three)).isTrue();
        assertThat(RULES.complaint(at(T0, three))).isEqualTo("3 failures in a row");
    }

    @Test
    void anErrorRateDegradesOnlyOverEnoughOutcomes() {
        TrackRecord few = FRESH.observed(2, 5, 0, 20, T0, MEMORY_MS);
        TrackRecord enough = FRESH.observed(9, 12, 0, 20, T0, MEMORY_MS);

        assertThat(isBad(few)).isFalse();
        assertThat(isBad(enough)).isTrue();
        assertThat(RULES.complaint(at(T0, enough))).isEqualTo("error rate 57 %");
    }

    @Test
    void slowResponsesDegrade() {
        TrackRecord slow = FRESH.observed(5, 0, 0, 10_001, T0, MEMORY_MS);

        assertThat(isBad(slow)).isTrue();
        assertThat(RULES.complaint(at(T0, slow))).isEqualTo("responses take 10001 ms");
    }

    @Test
    void threeUnansweredCanariesDegrade() {
        assertThat(RULES.isBad(new Signs(FRESH, 0, 0, 1, T0), 1)).isFalse();
        assertThat(RULES.isBad(new Signs(FRESH, 0, 0, 3, T0), 1)).isTrue();
    }

    @Test
    void whoIsHeldToBeBadHasToBeGoodForAWhile() {
        TrackRecord between = FRESH.observed(11, 9, 0, 20, T0, MEMORY_MS);
        double score = RULES.score(at(T0, between));

        assertThat(score).isBetween(RULES.degradedBelow(), RULES.healthyFrom());
        assertThat(RULES.isBad(at(T0, between), score)).isFalse();
        assertThat(RULES.isGoodAgain(at(T0, between), score, MEMORY_MS)).isFalse();
    }

    @Test
    void whoFailedInARowIsNotGoodAgainAtOnce() {
        TrackRecord failing = FRESH.observed(20, 3, 3, 20, T0, MEMORY_MS);
        Signs after = at(T0, failing.observed(2, 0, 0, 20, T0, MEMORY_MS));
        long enoughMs = RULES.degradedMsMin();

        assertThat(isBad(failing)).isTrue();
        assertThat(RULES.isGoodAgain(after, RULES.score(after), enoughMs - 1)).isFalse();
        assertThat(RULES.isGoodAgain(after, RULES.score(after), enoughMs)).isTrue();
    }

    @Test
    void oldFailuresFade() {
        TrackRecord failing = FRESH.observed(0, 100, 100, -1, T0, MEMORY_MS);
        Signs later = at(T0 + 10 * MEMORY_MS, failing);

        assertThat(isBad(failing)).isTrue();
        assertThat(RULES.isGoodAgain(later, RULES.score(later), MEMORY_MS)).isTrue();
    }

    @Test
    void whatOthersSawIsCountedAndTheSameWorkNotTwice() {
        TrackRecord seen = FRESH.observed(10, 0, 0, 20, T0, MEMORY_MS);
        TrackRecord both = seen.told(10, 0, 20, T0 + 500, MEMORY_MS);
        TrackRecord alone = both.told(14, 0, 20, T0 + 500 + MEMORY_MS, MEMORY_MS);

        assertThat(both.completed()).isEqualTo(10);
        assertThat(alone.completed()).isCloseTo(9, within(0.1));
    }

    @Test
    void whatTheAgentToldFirstIsDroppedOnceOthersTellOfIt() {
        TrackRecord told = FRESH.told(0, 2, 20, T0, MEMORY_MS);
        TrackRecord seen = told.observed(0, 2, 2, -1, T0 + 500, MEMORY_MS);
        TrackRecord more = seen.observed(0, 1, 1, -1, T0 + 1_000, MEMORY_MS);

        assertThat(seen.failed()).isEqualTo(2);
        assertThat(seen.failuresInARow()).isEqualTo(2);
        assertThat(isBad(seen)).isFalse();
        assertThat(more.failuresInARow()).isEqualTo(3);
    }

    @Test
    void whatWasDoneAroundARestartIsNotTakenForNew() {
        TrackRecord before = FRESH.told(10, 0, 20, T0, MEMORY_MS);
        TrackRecord restored = TrackRecord.restored(
                before.completed(), before.failed(), before.responseMs(), 0, before.atMs(), before.observedMs());

        TrackRecord after = restored.told(5_000, 4_000, 20, T0, MEMORY_MS);

        assertThat(after.completed()).isEqualTo(10);
        assertThat(after.failed()).isZero();
        assertThat(after.told(5_000, 4_001, 20, T0, MEMORY_MS).failed()).isEqualTo(1);
    }

    @Test
    void totalsThatFallAreNotBelieved() {
        TrackRecord told = FRESH.told(10, 2, 20, T0, MEMORY_MS);

        assertThat(told.isBelow(9, 2)).isTrue();
        assertThat(told.told(9, 2, 20, T0, MEMORY_MS)).isSameAs(told);
    }

    @Test
    void theFirstTotalsAreWhereTheCountingStarts() {
        TrackRecord first = TrackRecord.NOTHING.told(5_000, 4_000, 20, T0, MEMORY_MS);

        assertThat(first.completed() + first.failed()).isZero();
    }

    private static boolean isBad(TrackRecord work) {
        Signs signs = at(T0, work);
        return RULES.isBad(signs, RULES.score(signs));
    }

    private static Signs at(long nowMs, TrackRecord work) {
        return new Signs(work, 0, 0, 0, nowMs);
    }
}
