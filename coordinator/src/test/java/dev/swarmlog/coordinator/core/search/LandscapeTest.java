package dev.swarmlog.coordinator.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.swarmlog.coordinator.core.swarm.Chance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LandscapeTest {
    private static final int N = 10;

    @ParameterizedTest
    @EnumSource
    void isNowhereBetterThanAtItsOptimum(Landscape landscape) {
        long seed = System.nanoTime();
        Chance chance = new Chance(seed);
        Objective objective = landscape.instance(N, 3);
        double[] optimum = landscape.optimum(N, 3);
        double[] point = new double[N];

        assertThat(objective.value(optimum)).isCloseTo(0, within(1e-20));
        for (int i = 0; i < 1_000; i++) {
            for (int d = 0; d < N; d++) {
                point[d] = optimum[d] + chance.normal() * StrictMath.pow(10, -(i % 5));
            }
            assertThat(objective.value(point)).as("seed %d", seed).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameForTheSameInstanceAndAnotherForAnother(Landscape landscape) {
        double[] point = new double[N];

        double value = landscape.instance(N, 1).value(point);

        assertThat(landscape.instance(N, 1).value(point)).isEqualTo(value);
        assertThat(landscape.instance(N, 2).value(point)).isNotEqualTo(value);
    }
}
