package dev.swarmlog.simulator.core.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.swarmlog.simulator.core.trace.Arrival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
    private static final long SECOND = 1_000_000_000;

    /** Those due before so many seconds. */
    private static List<Long> due(Arrivals arrivals, long seed, double seconds) {
        Arrivals.Clockwork clockwork = arrivals.start(new SplittableRandom(seed));
        List<Long> due = new ArrayList<>();
        for (long at = clockwork.next(); at < seconds * SECOND; at = clockwork.next()) {
            due.add(at);
        }
        return due;
    }

    @Test
    void pacedOnesComeEvenly() {
        assertThat(due(new Arrivals.Paced(4), 1, 1)).containsExactly(0L, SECOND / 4, SECOND / 2, 3 * SECOND / 4);
    }

    @Test
    void nothingComesAtARateOfNothing() {
        assertThat(due(new Arrivals.Paced(0), 1, 100)).isEmpty();
        assertThat(due(new Arrivals.Poisson(0), 1, 100)).isEmpty();
    }

    @Test
    void gapsOfAPoissonProcessHaveItsMeanAndDeviateByAsMuch() {
        List<Long> due = due(new Arrivals.Poisson(1_000), 1, 100);

        assertThat(due.size()).isCloseTo(100_000, within(1_000));
        double[] gaps = new double[due.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = (due.get(i + 1) - due.get(i)) / 1e6;
        }
        double mean = Arrays.stream(gaps).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(gaps)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElse(0));
        assertThat(mean).isCloseTo(1, within(0.02));
        assertThat(deviation).isCloseTo(1, within(0.03));
    }

    @Test
    void burstsComeAtTheEndOfEachPeriod() {
        List<Long> due = due(new Arrivals.Bursts(10, 1_000, 10, 1), 1, 100);

        long inBursts = due.stream().filter(at -> at / 1e9 % 10 >= 9).count();
        assertThat(inBursts).isBetween(9_600L, 10_400L);
        assertThat(due.size() - inBursts).isBetween(800L, 1_000L);
    }

    @Test
    void nightsAreQuietAndNoonsAreNot() {
        List<Long> due = due(new Arrivals.Diurnal(0, 1_000, 100), 1, 100);

        assertThat(due.size()).isCloseTo(50_000, within(1_000));
        assertThat(due).filteredOn(at -> at < 5 * SECOND).hasSizeLessThan(100);
        assertThat(due)
                .filteredOn(at -> at >= 50 * SECOND && at < 51 * SECOND)
                .size()
                .isBetween(900, 1_100);
    }

    @Test
    void aRateRisesEvenlyToTheWhole() {
        List<Long> due = due(new Arrivals.Rising(new Arrivals.Poisson(1_000), 40), 1, 60);

        assertThat(due).isSorted();
        assertThat(due).filteredOn(at -> at < 20 * SECOND).size().isBetween(4_800, 5_200);
        assertThat(due)
                .filteredOn(at -> at >= 20 * SECOND && at < 40 * SECOND)
                .size()
                .isBetween(14_600, 15_400);
        assertThat(due).filteredOn(at -> at >= 40 * SECOND).size().isBetween(19_600, 20_400);
    }

    @Test
    void aTraceIsRepeatedFasterOrSlower() {
        List<Arrival> trace = List.of(new Arrival(0, 1, 1), new Arrival(100, 1, 1), new Arrival(150.5, 1, 1));

        assertThat(due(new Arrivals.Recorded(trace, 1), 1, 100)).containsExactly(0L, 100_000_000L, 150_500_000L);
        assertThat(due(new Arrivals.Recorded(trace, 2), 1, 100)).containsExactly(0L, 50_000_000L, 75_250_000L);
    }

    @Test
    void eachCustomerOfAClosedLoopAsksOnceByHimself() {
        assertThat(due(new Arrivals.Closed(3, 5), 1, 100)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void theSameSeedMakesTheSameArrivals() {
        Arrivals arrivals = new Arrivals.Diurnal(10, 100, 60);

        assertThat(due(arrivals, 5, 60)).isEqualTo(due(arrivals, 5, 60)).isNotEqualTo(due(arrivals, 6, 60));
    }

    @Test
    void impossibleOnesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arrivals.Poisson(-1))
                .withMessage("a rate is 0 a second or more, not -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arrivals.Bursts(1, 2, 10, 11))
                .withMessageContaining("at most the 10.0 s to the next");
        assertThatIllegalArgumentException().isThrownBy(() -> new Arrivals.Diurnal(2, 1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new Arrivals.Closed(0, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new Arrivals.Rising(new Arrivals.Paced(1), 0));
    }
}
