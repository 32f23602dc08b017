package dev.swarmlog.coordinator.core.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EvolutionTest {
    @Test
    void replacesTheWorstByChildrenOfThoseThatLive() {
        double[] unfitness = {5, 1, 9, 3, 8, 2};
        Set<Integer> dead = new HashSet<>();
        Set<Integer> parents = new HashSet<>();

        new Evolution(1, 0.33, 0).turn(unfitness, new Chance(1), (died, mother, father) -> {
            dead.add(died);
            parents.add(mother);
            parents.add(father);
        });

        assertThat(dead).containsExactlyInAnyOrder(2, 4);
        assertThat(parents).isNotEmpty().isSubsetOf(0, 1, 3, 5);
    }

    @Test
    void neverKillsTheBest() {
        Set<Integer> dead = new HashSet<>();

        new Evolution(1, 1, 0).turn(new double[] {2, 1, 3}, new Chance(1), (died, m, f) -> dead.add(died));

        assertThat(dead).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void isDueOnlyNowAndThen() {
        assertThat(new Evolution(5, 0.1, 0).isDue(10)).isTrue();
        assertThat(new Evolution(5, 0.1, 0).isDue(11)).isFalse();
        assertThat(new Evolution(5, 0.1, 0).isDue(0)).isFalse();
        assertThat(Evolution.NONE.isDue(5)).isFalse();
    }
}
