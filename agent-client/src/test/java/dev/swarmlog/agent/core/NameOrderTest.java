package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NameOrderTest {
    private static final int NAMES = 20_000;

    private final NameOrder order = new NameOrder();
    private final TreeMap<String, Integer> slots = new TreeMap<>();

    @Test
    void keepsARisingRunBetweenTwoNamesInOrder() {
        add("a");
        add("z");
        for (int i = 0; i < NAMES; i++) {
            add("m" + (100_000 + i));
        }

        isInOrder();
    }

    @Test
    void keepsAFallingRunInOrder() {
        for (int i = NAMES; i > 0; i--) {
            add("m" + (100_000 + i));
        }

        isInOrder();
    }

    @Test
    void keepsAnyNamesInOrderWhileTheyComeAndGo() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        ArrayDeque<Integer> free = new ArrayDeque<>();
        for (int step = 0; step < NAMES; step++) {
            String name = "n" + random.nextInt(2_000);
            Integer held = slots.remove(name);
            if (held != null) {
                order.remove(name);
                free.add(held);
            } else {
                int slot = free.isEmpty() ? slots.size() : free.remove();
                slots.put(name, slot);
                order.add(name, slot);
            }
            if (step % 500 == 0) {
                isInOrder();
            }
        }
        assertThat(order.labelUpTo("")).as("seed %d", seed).isEqualTo(NameOrder.BEFORE_ALL);
    }

    @Test
    void aNameThatIsNotThereStandsBehindTheOneBeforeIt() {
        add("a");
        add("c");

        assertThat(order.labelUpTo("b")).isEqualTo(order.label(0));
        assertThat(order.labelUpTo("c")).isEqualTo(order.label(1));
    }

    private void add(String name) {
        int slot = slots.size();
        slots.put(name, slot);
        order.add(name, slot);
    }

    private void isInOrder() {
        long last = NameOrder.BEFORE_ALL;
        for (Map.Entry<String, Integer> entry : slots.entrySet()) {
            long label = order.label(entry.getValue());
            assertThat(label).as("label of %s", entry.getKey()).isGreaterThan(last);
            last = label;
        }
    }
}
