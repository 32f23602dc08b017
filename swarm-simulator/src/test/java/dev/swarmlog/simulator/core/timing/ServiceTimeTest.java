package dev.swarmlog.simulator.core.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ServiceTimeTest {

    static Stream<ServiceTime> all() {
        return Stream.of(
                new ServiceTime.Constant(3),
                new ServiceTime.Exponential(10),
                new ServiceTime.LogNormal(20, 0.5, 10_000),
                new ServiceTime.Bimodal(1, 100, 0.1),
                new ServiceTime.Measured(List.of(1.0, 2.0, 6.0)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theMeanIsWhatItSays(ServiceTime time) {
        RandomGenerator random = new SplittableRandom(1);

        double mean = DoubleStream.generate(() -> time.next(random))
                .limit(200_000)
                .average()
                .orElse(0);

        assertThat(mean).isCloseTo(time.mean(), within(0.02 * time.mean()));
    }

    @Test
    void halfOfTheLogNormalOnesAreBelowTheMedianAndNoneAboveTheCut() {
        RandomGenerator random = new SplittableRandom(1);
        ServiceTime time = new ServiceTime.LogNormal(20, 1.5, 500);

        double[] times =
                DoubleStream.generate(() -> time.next(random)).limit(100_000).toArray();

        assertThat(DoubleStream.of(times).filter(ms -> ms < 20).count()).isBetween(49_000L, 51_000L);
        assertThat(DoubleStream.of(times).max().orElse(0)).isEqualTo(500);
    }

    @Test
    void impossibleOnesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceTime.LogNormal(20, -1, 30));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceTime.LogNormal(20, 1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceTime.Bimodal(1, 2, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceTime.Measured(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceTime.Measured(List.of(-1.0)));
    }
}
