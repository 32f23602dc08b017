package dev.swarmlog.coordinator.core.forage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.swarm.Chance;
import org.junit.jupiter.api.Test;

final class TrailsTest {
    @Test
    void leadsWhereItWentWell() {
        Trails trails = new Trails(1, 3, 0.05);
        Chance chance = new Chance(1);

        for (int i = 0; i < 300; i++) {
            trails.evaporate();
            int way = trails.follow(0, 2, chance);
            trails.succeeded(0, way, way == 1 ? 1 : 0.2);
        }

        assertThat(trails.strength(0, 1)).isGreaterThan(4 * Math.max(trails.strength(0, 0), trails.strength(0, 2)));
        assertThat(trails.indecision(2)).isLessThan(0.3);
    }

    @Test
    void forgetsWhatNobodyWalksAndNeverAllOfIt() {
        Trails trails = new Trails(1, 2, 0.1);

        for (int i = 0; i < 200; i++) {
            trails.evaporate();
        }

        assertThat(trails.strength(0, 0)).isEqualTo(Trails.LEAST);
    }

    @Test
    void turnsToAnotherWayWhenTheBestBecomesBad() {
        Trails trails = new Trails(1, 2, 0.05);
        Chance chance = new Chance(2);
        for (int i = 0; i < 200; i++) {
            trails.evaporate();
            trails.succeeded(0, trails.follow(0, 2, chance), 1);
        }
        int favourite = trails.strength(0, 0) > trails.strength(0, 1) ? 0 : 1;

        for (int i = 0; i < 200; i++) {
            trails.evaporate();
            int way = i % 10 == 0 ? trails.explore(0) : trails.follow(0, 2, chance);
            if (way == favourite) {
                trails.failed(0, way);
            } else {
                trails.succeeded(0, way, 0.5);
            }
        }

        assertThat(trails.strength(0, 1 - favourite)).isGreaterThan(trails.strength(0, favourite));
        assertThat(trails.failures(favourite)).isPositive();
    }

    @Test
    void exploresWhatWasTriedLeast() {
        Trails trails = new Trails(1, 3, 0.05);

        int[] tried = {trails.explore(0), trails.explore(0), trails.explore(0)};

        assertThat(tried).containsExactlyInAnyOrder(0, 1, 2);
    }
}
