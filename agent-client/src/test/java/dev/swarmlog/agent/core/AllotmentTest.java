package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.core.Allotment.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AllotmentTest {
    private final Allotment<String> ours = new Allotment<>();

    @Test
    void tellsWhatCameOnce() {
        ours.put(0, "a", "1");
        ours.put(1, "b", "1");

        assertThat(ours.changes()).containsExactly(new Change<>("a", "1"), new Change<>("b", "1"));
        assertThat(ours.changes()).isEmpty();
        assertThat(ours.size()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenAgainIsNoChange() {
        ours.put(0, "a", "1");
        ours.changes();

        ours.put(0, "a", "2");
        ours.put(0, "a", "1");

        assertThat(ours.changes()).isEmpty();
    }

    @Test
    void whatIsTakenOutWithAPartitionIsTold() {
        ours.put(0, "a", "1");
        ours.put(1, "b", "1");
        ours.changes();

        ours.giveUp(List.of(1, 7));

        assertThat(ours.changes()).containsExactly(new Change<>("b", null));
        assertThat(ours.size()).isEqualTo(1);
    }

    @Test
    void whatCameAndWentBetweenTwoLooksNobodyHearsOf() {
        ours.put(0, "a", "1");
        ours.put(0, "a", null);

        assertThat(ours.changes()).isEmpty();
    }

    /** Whoever applies the changes has what stands in the partitions that are ours. */
    @Test
    void changesAddUpToWhatIsOurs() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, Map<String, String>> log = new HashMap<>();
        Map<String, String> applied = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int partition = random.nextInt(4);
            if (random.nextInt(50) == 0) {
                ours.giveUp(List.of(partition));
                log.remove(partition);
            } else {
                String key = partition + "-" + random.nextInt(10);
                String value = random.nextInt(4) == 0 ? null : String.valueOf(random.nextInt(3));
                ours.put(partition, key, value);
                Map<String, String> values = log.computeIfAbsent(partition, absent -> new HashMap<>());
                if (value == null) {
                    values.remove(key);
                } else {
                    values.put(key, value);
                }
            }
            if (random.nextInt(5) == 0) {
                for (Change<String> change : ours.changes()) {
                    String now = change.value();
                    String before = now == null ? applied.remove(change.key()) : applied.put(change.key(), now);
                    assertThat(now).as("seed %d, step %d", seed, i).isNotEqualTo(before);
                }
                Map<String, String> all = new HashMap<>();
                log.values().forEach(all::putAll);
                assertThat(applied).as("seed %d, step %d", seed, i).isEqualTo(all);
                assertThat(ours.size()).isEqualTo(all.size());
            }
        }
    }
}
