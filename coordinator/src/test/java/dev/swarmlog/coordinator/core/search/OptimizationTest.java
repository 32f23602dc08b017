package dev.swarmlog.coordinator.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Evolution;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.Roles;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OptimizationTest {
    private static final Box BOX = Landscape.ROSENBROCK.box(5);
    private static final ParticleRule RULE =
            new ParticleRule(0.7298, 1.49618, 1.49618, 2, 5, new Evolution(7, 0.2, 0.05));
    private static final byte[] ROLES = new Roles(Role.WORKER, Map.of(Role.SCOUT, 0.2, Role.FORAGER, 0.2)).assigned(30);

    @SuppressWarnings("ImmutableEnumChecker") // what it holds has no state
    enum Method {
        CMA(chance -> CmaSearch.begin(BOX, 0, 0.2, 3, chance), from -> CmaSearch.read(BOX, 0, 0.2, 3, from)),
        PARTICLES(
                chance -> ParticleSearch.begin(BOX, RULE, ROLES, chance),
                from -> ParticleSearch.read(BOX, RULE, ROLES, from));

        private final Function<Chance, Search> begin;
        private final Function<StateReader, Search> read;

        Method(Function<Chance, Search> begin, Function<StateReader, Search> read) {
            this.begin = begin;
            this.read = read;
        }
    }

    /** Answers come in any order, twice, and long after; now and then all goes on from what was written. */
    @ParameterizedTest
    @EnumSource
    void endsWhereItEndsInProcessHoweverItIsToldAndInterrupted(Method method) {
        long seed = System.nanoTime();
        Optimization calm = begin(method);
        Optimization troubled = begin(method);
        Chance trouble = new Chance(seed);
        Objective objective = objective();
        double[] point = new double[BOX.dimensions()];

        for (int generation = 0; generation < 60; generation++) {
            calm.step();
            while (troubled.generation() == generation) {
                int which = trouble.below(troubled.size());
                if (troubled.isOpen(which)) {
                    troubled.ask(which, point);
                    double value = objective.value(point);
                    assertThat(troubled.tell(generation, which, value)).isTrue();
                    assertThat(troubled.tell(generation, which, value - 1))
                            .as("twice")
                            .isFalse();
                    assertThat(troubled.tell(generation - 1, which, -1))
                            .as("late")
                            .isFalse();
                }
                if (trouble.unit() < 0.1) {
                    troubled = again(method, troubled);
                }
            }
        }

        assertThat(written(troubled)).as("seed %d", seed).isEqualTo(written(calm));
        assertThat(troubled.best()).isLessThan(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatHasNoValueForTheWorst(Method method) {
        Optimization search = begin(method);

        for (int which = 0; search.generation() == 0; which++) {
            search.tell(0, which, which == 3 ? 5 : Double.NaN);
        }

        assertThat(search.best()).isEqualTo(5);
        assertThat(search.generation()).isEqualTo(1);
    }

    private static Objective objective() {
        return Landscape.ROSENBROCK.instance(BOX.dimensions(), 1);
    }

    private static Optimization begin(Method method) {
        return new Optimization(BOX, method.begin.apply(new Chance(7)), objective());
    }

    private static byte[] written(Optimization search) {
        StateWriter to = new StateWriter();
        search.write(to);
        return to.written();
    }

    private static Optimization again(Method method, Optimization search) {
        StateReader from = new StateReader(ByteBuffer.wrap(written(search)));
        return Optimization.read(BOX, method.read.apply(from), objective(), from);
    }
}
