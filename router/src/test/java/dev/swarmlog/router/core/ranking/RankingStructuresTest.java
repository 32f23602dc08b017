package dev.swarmlog.router.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The structures against plain ones that do the same slowly, over seeded random runs. */
final class RankingStructuresTest {
    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void aHeapGivesTheLowestKeyAndTheLongestWaitingOfEqualOnes() {
        SeatHeap heap = new SeatHeap(50);
        List<int[]> plain = new ArrayList<>();
        int turn = 0;

        for (int step = 0; step < 20_000; step++) {
            int seat = random.nextInt(50);
            plain.removeIf(entry -> entry[0] == seat);
            if (random.nextInt(4) == 0) {
                heap.remove(seat);
            } else {
                int key = random.nextInt(10);
                heap.put(seat, key);
                plain.add(new int[] {seat, key, turn++});
            }
            if (!plain.isEmpty()) {
                plain.sort(Comparator.<int[]>comparingInt(entry -> entry[1]).thenComparingInt(entry -> entry[2]));
                assertThat(heap.first()).isEqualTo(plain.getFirst()[0]);
            }
            assertThat(heap.contains(seat)).isEqualTo(plain.stream().anyMatch(entry -> entry[0] == seat));
        }
    }

    @Test
    void aDrawIsAsLikelyAsItsWeight() {
        WeightedDraw draw = new WeightedDraw(7);
        double[] weights = {0, 1, 2, 0, 3, 4, 0};
        for (int seat = 0; seat < weights.length; seat++) {
            draw.weigh(seat, 100 * random.nextDouble());
            draw.weigh(seat, weights[seat]);
        }
        int[] drawn = new int[7];

        for (int i = 0; i < 100_000; i++) {
            drawn[draw.draw(random.nextDouble())]++;
        }

        assertThat(draw.total()).isEqualTo(10, within(1e-9));
        for (int seat = 0; seat < weights.length; seat++) {
            assertThat(drawn[seat]).isCloseTo((int) (weights[seat] * 10_000), within(weights[seat] == 0 ? 0 : 400));
        }
    }

    @Test
    void manyChangesOfWeightLeaveNoTraceInTheSums() {
        WeightedDraw draw = new WeightedDraw(3);
        for (int i = 0; i < 200_000; i++) {
            draw.weigh(random.nextInt(3), random.nextDouble() * 1e9);
        }
        draw.weigh(0, 0);
        draw.weigh(1, 1e-3);
        draw.weigh(2, 0);

        assertThat(draw.draw(0.5)).isEqualTo(1);
    }

    @Test
    void aRingIsEvenAndMovesOnlyTheKeysOfWhoLeaves() {
        int seats = 100;
        long[] hashes = new long[seats];
        for (int seat = 0; seat < seats; seat++) {
            hashes[seat] = Hash.of("agent-" + seat);
        }
        HashRing ring = new HashRing(hashes);
        int[] keys = new int[seats];
        AtomicInteger asked = new AtomicInteger();

        for (int key = 0; key < 100_000; key++) {
            int seat = ring.nearest(Hash.of("key-" + key), any -> {
                asked.incrementAndGet();
                return true;
            });
            keys[seat]++;
            int withoutSeven = ring.nearest(Hash.of("key-" + key), other -> other != 7);
            if (seat != 7) {
                assertThat(withoutSeven).isEqualTo(seat);
            }
        }

        assertThat(Arrays.stream(keys).boxed())
                .allSatisfy(count -> assertThat(count).isLessThan(1_250));
        assertThat(asked.get() / 100_000.0)
                .as("seats asked of a hundred, for each key")
                .isLessThan(5);
    }

    @Test
    void aRingOfFewFindsWhoeverWillDo() {
        HashRing ring = new HashRing(new long[] {5, -3, Long.MAX_VALUE});

        assertThat(ring.nearest(17, seat -> seat == 2)).isEqualTo(2);
        assertThat(ring.nearest(17, seat -> false)).isEqualTo(HashRing.NONE);
        assertThat(new HashRing(new long[0]).nearest(17, seat -> true)).isEqualTo(HashRing.NONE);
    }
}
