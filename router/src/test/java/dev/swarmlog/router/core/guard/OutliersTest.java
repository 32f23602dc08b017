package dev.swarmlog.router.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OutliersTest {
    private static final Outliers.Terms TERMS = GuardTerms.USUAL.outliers();
    private static final long NOW = 1_000_000;
    private static final long NEXT = NOW + TERMS.intervalMs();

    private final Outliers outliers = new Outliers(TERMS);

    @Test
    void ejectsWhoSucceedsMuchLessOftenThanTheOthers() {
        List<AgentGuard> pool = pool(10, 100);
        work(pool.get(3), 0, 100);

        outliers.judge(pool, NEXT);

        assertThat(ejected(pool, NEXT)).containsExactly(pool.get(3));
    }

    @Test
    void ejectsNobodyWhereAllAreEquallyBad() {
        List<AgentGuard> pool = pool(10, 0);
        pool.forEach(agent -> work(agent, 50, 50));

        outliers.judge(pool, NEXT);

        assertThat(ejected(pool, NEXT)).isEmpty();
    }

    @Test
    void ejectsNobodyOfWhomTooLittleIsKnownOrWhoHasTooFewToCompareWith() {
        List<AgentGuard> pool = pool(10, 100);
        work(pool.get(3), 0, TERMS.volumeMin() - 1);
        List<AgentGuard> four = pool(TERMS.agentsMin() - 2, 100);
        four.add(guard());
        work(four.getLast(), 0, 100);

        outliers.judge(pool.subList(0, 4), NEXT);
        outliers.judge(four, NEXT);

        assertThat(ejected(pool, NEXT)).isEmpty();
        assertThat(ejected(four, NEXT)).isEmpty();
    }

    @Test
    void anOldIntervalSaysNothing() {
        List<AgentGuard> pool = pool(10, 100);
        work(pool.get(3), 0, 100);

        outliers.judge(pool, NEXT + TERMS.intervalMs());

        assertThat(ejected(pool, NEXT)).isEmpty();
    }

    @Test
    void neverMoreThanAShareOfThePoolIsEjectedWhateverHappens() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<AgentGuard> pool = pool(5 + random.nextInt(60), 0);
            int allowed = Math.max(1, (int) (pool.size() * TERMS.shareMax()));
            for (long now = NOW; now < NOW + 40 * TERMS.intervalMs(); now += TERMS.intervalMs()) {
                for (AgentGuard agent : pool) {
                    work(agent, random.nextInt(100), random.nextInt(200), now);
                }
                for (int i = 0; i < 3; i++) {
                    outliers.judge(pool, now + TERMS.intervalMs());
                }
                assertThat(ejected(pool, now + TERMS.intervalMs()).size())
                        .as("seed %s", seed)
                        .isLessThanOrEqualTo(allowed);
            }
        }
    }

    private static List<AgentGuard> pool(int agents, int completed) {
        List<AgentGuard> pool = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            AgentGuard guard = guard();
            work(guard, completed, 0);
            pool.add(guard);
        }
        return pool;
    }

    private static AgentGuard guard() {
        AgentGuard guard = new AgentGuard("a", GuardTerms.USUAL, GuardListener.NOBODY);
        guard.begins(1, Long.MIN_VALUE, NOW);
        return guard;
    }

    private static void work(AgentGuard agent, int completed, int failed) {
        work(agent, completed, failed, NOW);
    }

    private static void work(AgentGuard agent, int completed, int failed, long now) {
        for (int i = 0; i < completed; i++) {
            agent.completed(1, now, 0, now);
        }
        for (int i = 0; i < failed; i++) {
            agent.failed(1, now, now, 0);
        }
    }

    private static List<AgentGuard> ejected(List<AgentGuard> pool, long now) {
        return pool.stream().filter(agent -> agent.isEjected(now)).toList();
    }
}
