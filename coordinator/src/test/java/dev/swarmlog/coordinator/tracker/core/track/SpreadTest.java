package dev.swarmlog.coordinator.tracker.core.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class SpreadTest {
    private static final Percentage WIDTH = Percentage.withPercentage(5.5);

    /** Skewed, as durations are. */
    private static long draw(SplittableRandom random, double median) {
        return Math.max(2, Math.round(median * Math.exp(0.5 * random.nextGaussian())));
    }

    @Test
    void quantilesAreAsNearAsBucketsAreWide() {
        SplittableRandom random = new SplittableRandom(7);
        Spread spread = new Spread();
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            long ms = draw(random, 800);
            spread.add(ms);
            all.add(ms);
        }
        all.sort(null);
        long median = all.get(10_000);
        List<Long> distances =
                all.stream().map(ms -> Math.abs(ms - median)).sorted().toList();

        assertThat(spread.at(0.5)).isCloseTo(median, WIDTH);
        assertThat(spread.at(0.95)).isCloseTo(all.get(19_000), WIDTH);
        assertThat(spread.at(0.99)).isCloseTo(all.get(19_800), WIDTH);
        assertThat(spread.middle().madMs()).isCloseTo(distances.get(10_000), Percentage.withPercentage(12));
    }

    @Test
    void smallAndHugeValuesHaveBuckets() {
        Spread spread = new Spread();
        for (long ms : new long[] {0, 1, 5, Long.MAX_VALUE}) {
            spread.add(ms);
        }

        assertThat(spread.total()).isEqualTo(4);
        assertThat(spread.at(0.01)).isEqualTo(1);
        assertThat(spread.at(1)).isGreaterThan(30L * 365 * 86_400_000);
    }

    @Test
    void nothingHasNoMiddle() {
        assertThat(new Spread().middle()).isEqualTo(new Spread.Middle(0, 0));
        assertThat(new Spread().against(new Spread()).longer()).isEqualTo(0.5);
    }

    @Test
    void ranksTellWhichTakesLonger() {
        SplittableRandom random = new SplittableRandom(11);
        Spread slow = new Spread();
        Spread fast = new Spread();
        Spread alike = new Spread();
        for (int i = 0; i < 300; i++) {
            slow.add(draw(random, 1_500));
            fast.add(draw(random, 1_000));
            alike.add(draw(random, 1_000));
        }

        assertThat(slow.against(fast).longer()).isCloseTo(0.72, within(0.04));
        assertThat(slow.against(fast).deviations()).isGreaterThan(5);
        assertThat(fast.against(slow).deviations()).isLessThan(-5);
        assertThat(Math.abs(alike.against(fast).deviations())).isLessThan(2.6);
    }
}
