package dev.swarmlog.coordinator.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.swarmlog.coordinator.core.swarm.Chance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EigenTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 40})
    void makesTheMatrixAgainOfItsParts(int n) {
        long seed = System.nanoTime();
        Chance chance = new Chance(seed);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] = chance.normal() * StrictMath.pow(10, i % 4);
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        double[] values = matrix.clone();
        double[] vectors = new double[n * n];

        Eigen.decompose(values, vectors, n);

        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double again = 0;
                double product = 0;
                for (int k = 0; k < n; k++) {
                    again += vectors[i * n + k] * values[k * n + k] * vectors[j * n + k];
                    product += vectors[k * n + i] * vectors[k * n + j];
                }
                assertThat(again).as("seed %d", seed).isCloseTo(matrix[i * n + j], within(1e-9));
                assertThat(product).as("seed %d", seed).isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
    }
}
