package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.ChannelPlan;
import dev.swarmlog.coordinator.session.core.plan.Phase;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small plans of every shape. */
record RandomPlan(SplittableRandom random) {

    Plan plan() {
        SortedMap<String, Integer> roles = new TreeMap<>();
        List<String> names = List.of("", "worker", "lead").subList(0, 1 + random.nextInt(3));
        names.forEach(role -> roles.put(role, 1 + random.nextInt(3)));
        int size = roles.values().stream().mapToInt(Integer::intValue).sum();
        List<Phase> phases = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            List<Integer> after = new ArrayList<>();
            for (int above = 0; above < i; above++) {
                if (random.nextInt(3) == 0 || (above == i - 1 && random.nextBoolean())) {
                    after.add(above);
                }
            }
            String role = random.nextInt(3) == 0 ? names.get(random.nextInt(names.size())) : "";
            phases.add(new Phase("p" + i, after, role, after.isEmpty() ? Barrier.ALL : barrier(1)));
        }
        return new Plan(
                "random",
                new TreeMap<>(),
                roles,
                barrier(size),
                phases,
                phases.isEmpty() ? Barrier.ALL : barrier(1),
                List.of(new ChannelPlan("c1", 1 + random.nextInt(4)), new ChannelPlan("c2", 2)),
                8_000,
                300);
    }

    private Barrier barrier(int quorumMax) {
        boolean late = random.nextInt(3) == 0;
        return new Barrier(
                random.nextInt(3) == 0 ? 1 + random.nextInt(quorumMax) : 0,
                late ? 500 + random.nextInt(2_000) : 0,
                late && random.nextInt(6) == 0);
    }
}
