package dev.swarmlog.coordinator.core.colony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.colony.Swarms.Kind;
import dev.swarmlog.coordinator.core.forage.Foraging;
import dev.swarmlog.coordinator.core.space.Clusters;
import dev.swarmlog.coordinator.core.swarm.Convergence;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ColonyTest {
    private static final int FEW = 200;
    private static final int MANY = 1_000;
    private static final long NANOS_MAX = 5_000_000_000L;

    @ParameterizedTest
    @EnumSource
    void makesTheSameRunOfTheSameSeedAndAnotherOfAnother(Kind kind) {
        SwarmDefinition definition = Swarms.aSwarm(kind, FEW);

        byte[] first = steps(Colony.begin(definition, 5), 40).state();

        assertThat(steps(Colony.begin(definition, 5), 40).state()).isEqualTo(first);
        assertThat(steps(Colony.begin(definition, 6), 40).state()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void endsTheSameWhetherItWasInterruptedOrNot(Kind kind) {
        SwarmDefinition definition =
                Swarms.aSwarm(kind, FEW, new Convergence(kind.goal, 60, 1e-9, 0, 150), Fallback.BEST);
        Colony calm = steps(Colony.begin(definition, 5), 200);
        Colony interrupted = Colony.begin(definition, 5);

        for (int step = 0; step < 200; step++) {
            interrupted.step();
            interrupted = Colony.read(definition, ByteBuffer.wrap(interrupted.state()));
        }

        assertThat(interrupted.state()).isEqualTo(calm.state());
        assertThat(interrupted.ending()).isNotNull().isEqualTo(calm.ending());
    }

    @ParameterizedTest
    @EnumSource
    void reachesItsGoalWithAThousandInFiveSeconds(Kind kind) {
        var clock = ManagementFactory.getThreadMXBean();
        long before = clock.getCurrentThreadCpuTime();

        Colony colony = steps(Colony.begin(Swarms.aSwarm(kind, MANY), 1), 20_000);

        assertThat(clock.getCurrentThreadCpuTime() - before).isLessThan(NANOS_MAX);
        assertThat(colony.ending()).isNotNull();
        assertThat(Objects.requireNonNull(colony.ending()).how())
                .as("%s", colony.ending())
                .isEqualTo(Ending.How.CONVERGED);
        assertThat(colony.best()).as("%s", colony.ending()).isLessThanOrEqualTo(kind.goal);
    }

    @Test
    void putsEachHeapIntoAClusterOfItsOwn() {
        Colony colony = steps(Colony.begin(Swarms.aSwarm(Kind.CLUSTERING, MANY), 1), 1_000);

        int[] of = ((Clusters) colony.behaviour()).clusters();

        Map<Integer, Integer> clusterOfHeap = new HashMap<>();
        for (int i = 0; i < of.length; i++) {
            assertThat(clusterOfHeap.computeIfAbsent(i % 8, heap -> of[heap])).isEqualTo(of[i]);
        }
        assertThat(Arrays.stream(of).distinct()).hasSize(8);
    }

    @Test
    void learnsTheQuickestWayOfEachKind() {
        Colony colony = Colony.begin(Swarms.aSwarm(Kind.FORAGING, MANY), 1);
        Foraging foraging = (Foraging) colony.behaviour();

        assertThat(foraging.detour()).isGreaterThan(3);
        while (foraging.brought() < 50_000) {
            colony.step();
        }

        assertThat(foraging.detour()).isBetween(1.0, 1.25);
    }

    @Test
    void setsAsideWhatFailedTwiceAndLosesNothing() {
        Colony colony = steps(Colony.begin(Swarms.aSwarm(Kind.FORAGING, MANY), 1), 20_000);

        Foraging foraging = (Foraging) colony.behaviour();

        assertThat(foraging.brought() + foraging.aside()).isEqualTo(100_000);
        assertThat(foraging.aside()).isBetween(1L, 4_000L);
    }

    @Test
    void saysWhyItStandsStill() {
        Convergence hopeless = new Convergence(-1, 30, 1e-6, 0, 20_000);

        Colony colony = steps(Colony.begin(Swarms.aSwarm(Kind.PARTICLES, FEW, hopeless, Fallback.BEST), 1), 20_000);

        assertThat(Objects.requireNonNull(colony.ending()).reason()).isEqualTo("PLATEAU");
        assertThat(Objects.requireNonNull(colony.ending()).detail()).contains("in 30 steps the best measure went from");
    }

    @Test
    void saysThatItsParticlesAgree() {
        Convergence agreed = new Convergence(-1, 10_000, 0, 1e-6, 20_000);

        Colony colony = steps(Colony.begin(Swarms.aSwarm(Kind.PARTICLES, FEW, agreed, Fallback.BEST), 1), 20_000);

        assertThat(Objects.requireNonNull(colony.ending()).reason()).isEqualTo("AGREEMENT");
    }

    @Test
    void beginsAnewElsewhereWhereItHasMadeAllItsStepsAndEndsWithTheBest() {
        Convergence hasty = new Convergence(-1, 100, 0, 0, 20);

        Colony colony = Colony.begin(Swarms.aSwarm(Kind.CMA, 0, hasty, new Fallback(Fallback.Kind.RESTART, 2)), 1);
        steps(colony, 60);

        assertThat(colony.restarts()).isEqualTo(2);
        assertThat(colony.steps()).isEqualTo(60);
        assertThat(Objects.requireNonNull(colony.ending()).how()).isEqualTo(Ending.How.EXHAUSTED);
    }

    @Test
    void failsWhereThatIsItsFallback() {
        Convergence hasty = new Convergence(-1, 100, 0, 0, 20);

        Colony colony =
                steps(Colony.begin(Swarms.aSwarm(Kind.CMA, 0, hasty, new Fallback(Fallback.Kind.FAIL, 0)), 1), 30);

        assertThat(Objects.requireNonNull(colony.ending()).how()).isEqualTo(Ending.How.FAILED);
        assertThat(colony.steps()).isEqualTo(20);
    }

    @Test
    void stopsWhereItIsAndStaysThere() {
        Colony colony = steps(Colony.begin(Swarms.aSwarm(Kind.FLOCKING, FEW), 1), 3);

        colony.stop("somebody said so");
        byte[] stopped = colony.state();
        steps(colony, 10);
        colony.stop("again");

        assertThat(colony.state()).isEqualTo(stopped);
        assertThat(colony.ending()).isEqualTo(new Ending(Ending.How.STOPPED, "STOPPED", "somebody said so"));
    }

    private static Colony steps(Colony colony, int count) {
        for (int step = 0; step < count; step++) {
            colony.step();
        }
        return colony;
    }
}
