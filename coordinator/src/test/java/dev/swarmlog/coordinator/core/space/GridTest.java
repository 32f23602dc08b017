package dev.swarmlog.coordinator.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.swarm.Chance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GridTest {
    private static final int PARTICLES = 300;
    private static final float SIZE = 50;
    private static final float RADIUS = 7;

    @ParameterizedTest
    @CsvSource({"2,true", "2,false", "3,true", "3,false"})
    void findsEachNeighbourOnceAndNobodyElse(int dimensions, boolean ring) {
        long seed = System.nanoTime();
        World world = new World(dimensions, SIZE);
        Chance chance = new Chance(seed);
        float[][] at = new float[3][PARTICLES];
        for (int i = 0; i < PARTICLES; i++) {
            for (int axis = 0; axis < dimensions; axis++) {
                at[axis][i] = world.wrapped((float) chance.between(0, SIZE));
            }
        }
        Grid grid = new Grid(world, ring, RADIUS, PARTICLES);

        grid.sort(at[0], at[1], at[2], PARTICLES);

        List<String> found = new ArrayList<>();
        for (int cz = grid.firstLayer(); cz < grid.endLayer(); cz++) {
            for (int cy = 1; cy < grid.across() - 1; cy++) {
                for (int cx = 1; cx < grid.across() - 1; cx++) {
                    found.addAll(neighbours(grid, grid.cell(cx, cy, cz)));
                }
            }
        }
        assertThat(found).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(pairs(at, ring));
    }

    @Test
    void takesPlacesOnTheVeryBorder() {
        World world = new World(2, SIZE);
        Grid grid = new Grid(world, true, RADIUS, 2);

        grid.sort(new float[] {0, Math.nextDown(SIZE)}, new float[] {0, Math.nextDown(SIZE)}, new float[2], 2);

        assertThat(grid.total())
                .as("each of them is repeated on three other sides")
                .isEqualTo(8);
    }

    private static List<String> neighbours(Grid grid, int cell) {
        List<String> found = new ArrayList<>();
        for (int g = grid.start(cell); g < grid.start(cell + 1); g++) {
            for (int row = 0; row < grid.rows(); row++) {
                int left = cell + grid.row(row);
                for (int n = grid.start(left); n < grid.start(left + 3); n++) {
                    float dx = grid.x[n] - grid.x[g];
                    float dy = grid.y[n] - grid.y[g];
                    float dz = grid.z[n] - grid.z[g];
                    if (dx * dx + dy * dy + dz * dz < RADIUS * RADIUS && n != g) {
                        found.add(grid.who[g] + "-" + grid.who[n]);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> pairs(float[][] at, boolean ring) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < PARTICLES; i++) {
            for (int j = 0; j < PARTICLES; j++) {
                float square = 0;
                for (float[] axis : at) {
                    float apart = Math.abs(axis[i] - axis[j]);
                    apart = ring ? Math.min(apart, SIZE - apart) : apart;
                    square += apart * apart;
                }
                if (i != j && square < RADIUS * RADIUS) {
                    pairs.add(i + "-" + j);
                }
            }
        }
        return pairs;
    }
}
