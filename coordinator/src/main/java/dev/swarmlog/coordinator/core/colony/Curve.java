package dev.swarmlog.coordinator.core.colony;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;

/** Mutable: how measure and diversity went, in few samples; where there are too many, every other one goes. */
public final class Curve {
    private static final int SAMPLES_MAX = 64;

    private final double[] measures;
    private final double[] diversities;
    private int count;
    private long every;

    Curve() {
        this(new double[SAMPLES_MAX], new double[SAMPLES_MAX], 0, 1);
    }

    private Curve(double[] measures, double[] diversities, int count, long every) {
        this.measures = measures;
        this.diversities = diversities;
        this.count = count;
        this.every = every;
    }

    void add(long step, double measure, double diversity) {
        if (step % every != 0) {
            return;
        }
        if (count == SAMPLES_MAX) {
            halve();
            if (step % every != 0) {
                return;
            }
        }
        measures[count] = measure;
        diversities[count++] = diversity;
    }

    private void halve() {
        for (int i = 0; i < SAMPLES_MAX / 2; i++) {
            measures[i] = measures[2 * i];
            diversities[i] = diversities[2 * i];
        }
        count = SAMPLES_MAX / 2;
        every *= 2;
    }

    /** From one sample to the next there are so many steps. */
    public long every() {
        return every;
    }

    public double[] measures() {
        return Arrays.copyOf(measures, count);
    }

    public double[] diversities() {
        return Arrays.copyOf(diversities, count);
    }

    void write(StateWriter to) {
        to.large(every).numbers(measures()).numbers(diversities());
    }

    static Curve read(StateReader from) {
        long every = from.large();
        double[] measures = from.numbers();
        double[] diversities = from.numbers();
        return new Curve(
                Arrays.copyOf(measures, SAMPLES_MAX), Arrays.copyOf(diversities, SAMPLES_MAX), measures.length, every);
    }
}
