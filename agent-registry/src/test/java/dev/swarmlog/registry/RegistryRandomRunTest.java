package dev.swarmlog.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Intent;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random histories with duplicates, reorderings, old epochs, pauses and restarts; {@code -Dseed=...} runs one again. After
 * every step: what the changelog says is what the store holds, and what was published kept the rules.
 */
final class RegistryRandomRunTest {
    private static final int HISTORIES = 1_000;
    private static final int STEPS = 30;
    private static final int AGENTS = 4;
    /** The detector's least. */
    private static final long SILENCE_MS = 500;

    /** What the world knows of an agent, and what the test did to it. */
    private static final class Known {
        long version;
        long epoch;
        AgentState state = AgentState.UNKNOWN;
    }

    private final Map<String, Known> world = new HashMap<>();
    /** Then what the registry was told of the past counts, not what it saw. */
    private boolean someCameLate;

    /** How much time the registry had looked on, by the clock. */
    private final TreeMap<Long, Long> watched = new TreeMap<>();

    @Test
    void keepsItsRulesWhateverHappens() {
        Long only = Long.getLong("seed");
        long first = only == null ? System.nanoTime() : only;
        for (int history = 0; history < (only == null ? HISTORIES : 1); history++) {
            long seed = first + history;
            int[] step = {0};
            try (RegistryFixture registry = new RegistryFixture()) {
                world.clear();
                watched.clear();
                someCameLate = false;
                watched.put(registry.nowMs(), 0L);
                Random random = new Random(seed);
                for (; step[0] < STEPS; step[0]++) {
                    act(registry, random);
                    check(registry);
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("failed at step " + step[0] + "; again with -Dseed=" + seed, e);
            }
        }
    }

    private void act(RegistryFixture registry, Random random) {
        String id = "agent-" + random.nextInt(AGENTS);
        long epoch = 1L + random.nextInt(3);
        switch (random.nextInt(16)) {
            case 0, 1 -> registry.card(id, epoch, Intent.JOIN);
            case 2 -> registry.card(id, epoch, Intent.LEAVE);
            case 3 -> pass(registry, random.nextInt(6_000));
            case 4 -> freeze(registry, 1_200 + random.nextInt(120_000));
            case 5 -> {
                if (random.nextInt(4) == 0) {
                    registry.restartAfter(random.nextInt(100_000));
                }
            }
            case 6 -> {
                if (random.nextInt(8) == 0) {
                    registry.deleteCard(id);
                }
            }
            case 7, 8 -> {
                boolean works = random.nextBoolean();
                registry.observed(id, epoch, works ? 1 + random.nextInt(5) : 0, random.nextInt(4), random.nextInt(2));
            }
            case 9 -> {
                // Totals may fall, which no honest agent's do.
                long failed = random.nextInt(30);
                registry.workingBeat(id, epoch, registry.nowMs(), random.nextInt(30), failed);
            }
            case 10 -> lateBeat(registry, id, epoch, random);
            default -> registry.beat(id, epoch, registry.nowMs() - random.nextInt(5), random.nextInt(5));
        }
        watched.merge(registry.nowMs(), watched.lastEntry().getValue(), Math::max);
    }

    private void lateBeat(RegistryFixture registry, String id, long epoch, Random random) {
        someCameLate = true;
        registry.lateBeat(id, epoch, registry.nowMs() - random.nextInt(5_000), random.nextInt(5_000));
    }

    private void pass(RegistryFixture registry, long ms) {
        registry.pass(ms);
        watched.put(registry.nowMs(), watched.lastEntry().getValue() + ms);
    }

    /** Of a tick that comes late the registry believes that it looked on for two ticks before it. */
    private void freeze(RegistryFixture registry, long ms) {
        registry.freeze(ms);
        watched.put(registry.nowMs(), watched.lastEntry().getValue() + 200);
    }

    private void check(RegistryFixture registry) {
        assertThat(registry.replayedAgents()).isEqualTo(registry.storedAgents());
        registry.statusRecords().forEach(record -> {
            if (record.value == null) {
                world.remove(record.key);
            } else {
                check(world.computeIfAbsent(record.key, fresh -> new Known()), record.value);
            }
        });
    }

    private void check(Known known, AgentStatus status) {
        long epoch = status.getCard().getEpoch();
        AgentState before = epoch > known.epoch ? AgentState.UNKNOWN : known.state;
        assertThat(status.getVersion()).isEqualTo(known.version + 1);
        assertThat(epoch).isGreaterThanOrEqualTo(known.epoch);
        assertThat(before)
                .isIn(
                        switch (status.getState()) {
                            case JOINING ->
                                Set.of(AgentState.UNKNOWN, AgentState.JOINING, AgentState.DEAD, AgentState.GONE);
                            case HEALTHY ->
                                Set.of(
                                        AgentState.JOINING,
                                        AgentState.HEALTHY,
                                        AgentState.DEGRADED,
                                        AgentState.SUSPECT,
                                        AgentState.DEAD,
                                        AgentState.GONE);
                            case DEGRADED ->
                                Set.of(
                                        AgentState.HEALTHY,
                                        AgentState.DEGRADED,
                                        AgentState.SUSPECT,
                                        AgentState.DEAD,
                                        AgentState.GONE);
                            case SUSPECT ->
                                Set.of(AgentState.JOINING, AgentState.HEALTHY, AgentState.DEGRADED, AgentState.SUSPECT);
                            case DEAD -> Set.of(AgentState.SUSPECT);
                            case GONE ->
                                Set.of(
                                        AgentState.JOINING,
                                        AgentState.HEALTHY,
                                        AgentState.DEGRADED,
                                        AgentState.SUSPECT,
                                        AgentState.DEAD,
                                        AgentState.GONE);
                            case UNKNOWN -> Set.of();
                        });
        if (status.getState() == AgentState.DEAD && !someCameLate) {
            long watchedWhenSeen = watched.floorEntry(status.getLastSeenMs()).getValue();
            assertThat(watched.lastEntry().getValue() - watchedWhenSeen).isGreaterThanOrEqualTo(SILENCE_MS);
        }
        known.version = status.getVersion();
        known.epoch = epoch;
        known.state = status.getState();
    }
}
