package dev.swarmlog.router.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.swarmlog.router.core.guard.AgentGuard.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class AgentGuardTest {
    private static final long NOW = 1_000_000;
    private static final long ALWAYS_THERE = Long.MIN_VALUE;

    private final List<String> told = new ArrayList<>();
    private final AgentGuard guard = new AgentGuard("a", GuardTerms.USUAL, new GuardListener() {
        @Override
        public void changed(String agentId, Breaker.State before, Breaker.State after) {
            told.add(before.getClass().getSimpleName() + ">" + after.getClass().getSimpleName());
        }

        @Override
        public void ejected(String agentId, long forMs, long nowMs) {
            told.add("ejected " + forMs);
        }
    });

    @Test
    void whoFailsEverythingIsLeftAloneThenProbedThenTrusted() {
        guard.begins(1, ALWAYS_THERE, NOW);
        open();
        assertThat(guard.admits(NOW)).isFalse();
        assertThat(guard.enter(NOW)).isEqualTo(Pass.REFUSED);

        long later = NOW + 30_000;
        assertThat(guard.admits(later)).isTrue();
        assertThat(guard.enter(later)).isEqualTo(Pass.PROBE);
        assertThat(guard.admits(later)).isFalse();
        assertThat(guard.enter(later)).isEqualTo(Pass.REFUSED);
        guard.completed(1, later, 5, later + 5);

        assertThat(guard.enter(later + 5)).isEqualTo(Pass.FREE);
        assertThat(guard.readiness(later + 5)).as("slowly at first").isEqualTo(0.1);
        assertThat(told).containsExactly("Closed>Open", "Open>HalfOpen", "HalfOpen>Closed");
    }

    @Test
    void whoAsksForRestGetsItUntilItIsOverOrTheAgentStartsAnew() {
        guard.begins(7, Long.MIN_VALUE, 0);
        guard.rests(6, 9_000);
        assertThat(guard.admits(1_000)).isTrue();

        guard.rests(7, 5_000);
        guard.rests(7, 3_000);

        assertThat(guard.admits(4_999)).isFalse();
        assertThat(guard.enter(4_999)).isEqualTo(Pass.REFUSED);
        assertThat(guard.enter(5_000)).isEqualTo(Pass.FREE);
        guard.rests(7, 9_000);
        guard.begins(8, Long.MIN_VALUE, 6_000);
        assertThat(guard.admits(6_000)).isTrue();
    }

    @Test
    void aProbeThatSaysNothingMakesRoomForTheNext() {
        guard.begins(1, ALWAYS_THERE, NOW);
        open();
        long later = NOW + 30_000;
        guard.enter(later);

        guard.ended(NOW, later + 1);
        assertThat(guard.admits(later + 1))
                .as("what was sent earlier is no probe")
                .isFalse();
        guard.ended(later, later + 2);

        assertThat(guard.enter(later + 2)).isEqualTo(Pass.PROBE);
    }

    @Test
    void aNewLifeBeginsWithACleanSlateAndHearsNothingOfTheOldOne() {
        guard.begins(1, ALWAYS_THERE, NOW);
        guard.completed(1, NOW - 500, 500, NOW);
        open();

        guard.begins(2, NOW, NOW);
        for (int i = 0; i < 5; i++) {
            guard.failed(1, NOW, NOW, 0);
        }

        assertThat(guard.admits(NOW)).isTrue();
        assertThat(guard.costMs(NOW)).isZero();
        assertThat(guard.readiness(NOW)).isEqualTo(0.1);
        assertThat(guard.readiness(NOW + 5_000)).isCloseTo(0.55, within(0.001));
        assertThat(guard.readiness(NOW + 10_000)).isEqualTo(1);
        assertThat(told).containsExactly("Closed>Open", "Open>Closed");
    }

    @Test
    void costJumpsUpAtOnceAndComesDownWithTime() {
        guard.begins(1, ALWAYS_THERE, NOW);
        assertThat(guard.costMs(NOW)).isZero();

        guard.completed(1, NOW - 20, 20, NOW);
        assertThat(guard.costMs(NOW)).isEqualTo(20);
        guard.completed(1, NOW - 400, 400, NOW);
        assertThat(guard.costMs(NOW)).isEqualTo(400);
        guard.completed(1, NOW - 20, 20, NOW);
        assertThat(guard.costMs(NOW)).isEqualTo(400);
        guard.completed(1, NOW + 9_980, 20, NOW + 10_000);

        assertThat(guard.costMs(NOW + 10_000)).isCloseTo(20 + 380 / Math.E, within(0.5));
        assertThat(guard.costMs(NOW + 100_000)).as("forgiven when idle").isLessThan(1);
    }

    @Test
    void newsOfWhatAnEarlierRouterSentSaysNothing() {
        guard.begins(7, ALWAYS_THERE, NOW);

        for (int i = 0; i < 5; i++) {
            guard.failed(7, NOW - 1, NOW + 10, 0);
        }

        assertThat(guard.admits(NOW + 10)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void ejectionsGrowLongerWhileTheyComeSoonAfterEachOther() {
        guard.begins(1, ALWAYS_THERE, NOW);

        guard.eject(NOW);
        assertThat(guard.admits(NOW + 29_999)).isFalse();
        assertThat(guard.mayEnter(NOW)).as("in a panic it may be used").isTrue();
        assertThat(guard.admits(NOW + 30_000)).isTrue();
        assertThat(guard.readiness(NOW + 30_000)).isEqualTo(0.1);
        guard.eject(NOW + 40_000);
        guard.eject(NOW + 1_000_000);

        assertThat(told).containsExactly("ejected 30000", "ejected 60000", "ejected 30000");
    }

    /** The bound that matters: however many ask at the same moment. */
    @Test
    void oneProbeIsOutAtATimeHoweverManyAskAtOnce() throws Exception {
        guard.begins(1, ALWAYS_THERE, NOW);
        open();
        int rounds = 200;
        int threads = 4;
        try (ExecutorService tasks = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < rounds; round++) {
                long at = NOW + 400_000L * (round + 1);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Pass>> asked = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    asked.add(tasks.submit(() -> {
                        start.await();
                        return guard.enter(at);
                    }));
                }
                start.countDown();
                int probes = 0;
                for (Future<Pass> answer : asked) {
                    probes += answer.get() == Pass.PROBE ? 1 : 0;
                }
                assertThat(probes).isEqualTo(1);
                guard.failed(1, at, at, 0.5);
            }
        }
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            guard.failed(1, NOW, NOW, 0);
        }
    }
}
