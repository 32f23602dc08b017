package dev.swarmlog.coordinator.core.forage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Regions die, fall silent, come back and are slow, in simulated time. */
final class HuntTest {
    private static final int LOADS = 2_000;
    private static final int ITEMS = 50;

    private final long seed = System.nanoTime();

    private Fleet fleet(int ways) {
        Fleet fleet = new Fleet(ways, 66 * ways, seed);
        fleet.feed(LOADS, ITEMS);
        return fleet;
    }

    private void assertAllDoneOnce(Fleet fleet) {
        assertThat(fleet.aside).as("seed %d", seed).isEmpty();
        assertThat(fleet.done.values().stream().mapToInt(Integer::intValue).sum())
                .as("seed %d", seed)
                .isEqualTo(LOADS * ITEMS);
        assertThat(fleet.done).as("seed %d", seed).hasSize(LOADS);
        assertThat(fleet.count("done")).isEqualTo((long) LOADS * ITEMS);
    }

    @Test
    void hasOthersDoWhatADeadRegionHad() {
        Fleet calm = fleet(3);
        calm.runUntil(1);

        Fleet killed = fleet(3);
        killed.runUntil(0.5);
        killed.kill(1);
        int sentBefore = killed.sent[1];
        killed.runUntil(1);

        assertAllDoneOnce(calm);
        assertAllDoneOnce(killed);
        assertThat(killed.tookMs())
                .as("seed %d: two thirds of the agents for one half, and what it takes to see it", seed)
                .isLessThan(calm.tookMs() * 5 / 4 + 2_000);
        assertThat(killed.sent[1] - sentBefore)
                .as("seed %d: what was sent to nobody", seed)
                .isLessThan(LOADS / 10);
    }

    @Test
    void goesOnKnowingAfterARestart() {
        Fleet fleet = fleet(3);
        fleet.runUntil(0.5);
        fleet.kill(1);
        while (!fleet.hunt().isFinished()) {
            fleet.run(4_000);
            fleet.restart();
        }

        assertAllDoneOnce(fleet);
        assertThat(fleet.tookMs()).as("seed %d", seed).isLessThan(Fleet.DEADLINE_MS);
    }

    @Test
    void seesThatARegionIsBack() {
        Fleet fleet = fleet(3);
        fleet.runUntil(0.1);
        fleet.kill(1);
        fleet.runUntil(0.3);
        fleet.way(1).alive = true;
        fleet.runUntil(0.6);
        int before = fleet.sent[1];
        fleet.runUntil(1);

        assertAllDoneOnce(fleet);
        assertThat(fleet.sent[1] - before).as("seed %d", seed).isGreaterThan(LOADS / 20);
    }

    @Test
    void doesWithoutARegionThatWasNeverThere() {
        Fleet fleet = fleet(3);
        fleet.way(2).alive = false;

        fleet.runUntil(1);

        assertAllDoneOnce(fleet);
        assertThat(fleet.tookMs()).as("seed %d", seed).isLessThan(Fleet.DEADLINE_MS);
    }

    @Test
    void sendsLittleTwiceWhereAllIsSlow() {
        Fleet fleet = fleet(3);
        fleet.runUntil(0.3);
        for (int way = 0; way < 3; way++) {
            fleet.way(way).loadMs = 1_500;
        }

        fleet.runUntil(1);

        assertAllDoneOnce(fleet);
        assertThat(fleet.count("loadsSent") - LOADS).as("seed %d: copies", seed).isLessThan(LOADS / 4);
    }

    @Test
    void sendsNothingTwiceWhereAllIsWell() {
        Fleet fleet = fleet(3);

        fleet.runUntil(1);

        assertThat(fleet.count("loadsSent") - LOADS).as("seed %d: copies", seed).isLessThan(LOADS / 50);
    }

    @Test
    void waitsWithoutHasteWhereThereIsOnlyOneWayAndNobodyOnIt() {
        Fleet fleet = new Fleet(1, 66, seed);
        fleet.feed(LOADS, ITEMS);
        fleet.runUntil(0.3);
        fleet.kill(0);
        fleet.run(10_000);
        long sentWhenAway = fleet.count("loadsSent");
        fleet.way(0).alive = true;
        fleet.runUntil(1);

        assertAllDoneOnce(fleet);
        assertThat(sentWhenAway).as("seed %d", seed).isLessThan(LOADS / 2);
    }
}
