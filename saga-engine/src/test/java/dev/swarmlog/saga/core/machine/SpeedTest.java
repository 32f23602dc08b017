package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.swarmlog.saga.core.SagaLimits;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a decision costs. The bounds are wide, for a busy machine; the figures are printed. */
final class SpeedTest {
    private static final int SAGAS = Integer.getInteger("saga.speed", 20_000);

    @Test
    void aSagaOfThreeStepsCostsMicroseconds() {
        SagaMachine machine = new SagaMachine(
                Definitions.define()
                        .undoable("a", "")
                        .undoable("b", "a")
                        .undoable("c", "b")
                        .build(),
                SagaLimits.DEFAULT);
        run(machine, SAGAS);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long nanos = thread.getCurrentThreadCpuTime();

        int decisions = run(machine, SAGAS);

        nanos = thread.getCurrentThreadCpuTime() - nanos;
        bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
        System.out.printf("three steps: %,d ns and %,d bytes a decision%n", nanos / decisions, bytes / decisions);
        assertThat(nanos / decisions).isLessThan(100_000);
        assertThat(bytes / decisions).isLessThan(10_000);
    }

    private static int run(SagaMachine machine, int sagas) {
        int decisions = 0;
        for (int i = 0; i < sagas; i++) {
            decisions += Simulated.run(machine, i).decisions();
        }
        return decisions;
    }

    @Test
    void aSagaOfTwoThousandStepsIsNotMuchSlowerAStep() {
        for (int width : new int[] {1, 20, 1_998}) {
            List<List<Integer>> after = layered(width);
            long begun = System.nanoTime();

            Simulated.Run run = Simulated.run(Simulated.graph(after), 1);

            long ms = (System.nanoTime() - begun) / 1_000_000;
            System.out.printf("%,d steps, %,d side by side: %,d ms%n", after.size(), width, ms);
            assertThat(run.ending()).isEqualTo("COMPLETED");
            assertThat(ms).isLessThan(20_000);
        }
    }

    /** Each layer depends on some of the one before; the first and the last are one step. */
    private static List<List<Integer>> layered(int width) {
        SplittableRandom random = new SplittableRandom(1);
        List<List<Integer>> after = new ArrayList<>();
        after.add(List.of());
        while (after.size() < 1_999) {
            int layer = (after.size() - 1) / width;
            List<Integer> before = new ArrayList<>();
            for (int i = 0; i < (layer == 0 ? 1 : width); i++) {
                int candidate = layer == 0 ? 0 : 1 + (layer - 1) * width + i;
                if (i == 0 || random.nextInt(4) == 0) {
                    before.add(candidate);
                }
            }
            after.add(before);
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            all.add(i);
        }
        after.add(all);
        return after;
    }
}
