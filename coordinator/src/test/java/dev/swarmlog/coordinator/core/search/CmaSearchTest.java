package dev.swarmlog.coordinator.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.swarm.Chance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CmaSearchTest {
    private static final int N = 10;
    private static final double GOAL = 1e-8;

    /** What is known to be good, and half as much again at most. */
    @ParameterizedTest
    @CsvSource({"SPHERE,1470", "ELLIPSOID,4570", "ROSENBROCK,7700", "ROTATED_RASTRIGIN,69801"})
    void needsFewEvaluationsWhereThatIsKnown(Landscape landscape, long known) {
        long[] needed = new long[9];
        for (int seed = 0; seed < needed.length; seed++) {
            needed[seed] = evaluations(landscape, seed, 9, 500_000);
        }

        Arrays.sort(needed);

        assertThat(needed[needed.length / 2])
                .as("of %s", Arrays.toString(needed))
                .isLessThan(known * 3 / 2);
    }

    @ParameterizedTest
    @CsvSource({"ROTATED_ELLIPSOID", "DISCUS", "BENT_CIGAR", "DIFFERENT_POWERS"})
    void doesNotMindHowAFunctionIsTurnedOrScaled(Landscape landscape) {
        assertThat(evaluations(landscape, 1, 4, 40_000)).isLessThan(40_000);
    }

    @Test
    void beginsAnewWithMoreCandidatesWhereItIsStuck() {
        Landscape landscape = Landscape.SCHAFFERS;
        Optimization search = search(landscape, 2, 9, 10);

        while (search.best() > GOAL && search.evaluations() < 600_000) {
            search.step();
        }

        assertThat(search.best()).isLessThan(GOAL);
        assertThat(search.size()).isGreaterThan(CmaSettings.usualPopulation(N));
    }

    /** Its bumps are skewed along the axes: no population is large enough to see past them. */
    @Test
    void beginsWithFewAgainWhereMoreDoNotHelp() {
        Optimization search = search(Landscape.RASTRIGIN, 4, 100, 4);
        int usual = search.size();
        int most = 0;
        int restarts = 0;

        while (restarts < 12) {
            int before = search.size();
            search.step();
            restarts += search.size() == before ? 0 : 1;
            most = Math.max(most, search.size());
        }

        assertThat(search.size()).isLessThan(most);
        assertThat(most).isBetween(usual * 8, 160);
    }

    /** These went on for 140,000 evaluations and more while their best was swinging to and fro. */
    @ParameterizedTest
    @CsvSource({"4", "10"})
    void beginsAnewWhereItGetsNoBetterThoughItDoesNotNarrow(long seed) {
        assertThat(evaluations(Landscape.SCHAFFERS, seed, 9, 100_000)).isLessThan(100_000);
    }

    @Test
    void staysWithinTheBoxAndFindsWhatLiesAtItsRim() {
        Box box = new Box(new double[] {2, -1}, new double[] {3, 8});
        Objective corner = point -> {
            assertThat(point[0]).isBetween(2.0, 3.0);
            assertThat(point[1]).isBetween(-1.0, 8.0);
            return point[0] + point[1];
        };
        Optimization search = new Optimization(box, CmaSearch.begin(box, 0, 0.3, 0, new Chance(1)), corner);

        for (int i = 0; i < 200; i++) {
            search.step();
        }

        assertThat(search.best()).isBetween(1.0, 1.0 + 1e-6);
    }

    @Test
    void findsACornerOfManyDimensions() {
        Box box = Box.cube(N, -5, 5);
        Objective corner = point -> Arrays.stream(point).map(each -> 5 - each).sum();
        Optimization search = new Optimization(box, CmaSearch.begin(box, 0, 0.2, 0, new Chance(1)), corner);

        while (search.best() > 1e-6 && search.evaluations() < 10_000) {
            search.step();
        }

        assertThat(search.best()).isLessThan(1e-6);
    }

    @Test
    void goesOnWhereNothingHasAValue() {
        Box box = Box.cube(3, -1, 1);
        Optimization search =
                new Optimization(box, CmaSearch.begin(box, 0, 0.3, 2, new Chance(1)), point -> Double.NaN);

        for (int i = 0; i < 1_000; i++) {
            search.step();
        }

        assertThat(search.best()).isInfinite();
    }

    private static long evaluations(Landscape landscape, long seed, int restarts, long max) {
        Optimization search = search(landscape, seed, restarts, N);
        while (search.best() > GOAL && search.evaluations() < max) {
            search.step();
        }
        return search.evaluations();
    }

    private static Optimization search(Landscape landscape, long seed, int restarts, int n) {
        Box box = landscape.box(n);
        return new Optimization(
                box, CmaSearch.begin(box, 0, 0.2, restarts, Chance.of(seed, 0)), landscape.instance(n, seed));
    }
}
