package dev.swarmlog.coordinator.core.search;

import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;

/**
 * Mutable, for one thread: SWARMING, a search with what was told of its present generation. The measure is the best value
 * that was found.
 */
public final class Optimization implements Behaviour {
    private final Box box;
    private final Search search;
    private final Objective objective;
    private final double[] point;
    private double[] values = new double[0];
    private boolean[] told = new boolean[0];
    private int open;
    private long generation;
    private long evaluations;
    private double best = Double.POSITIVE_INFINITY;
    private double[] bestPoint;

    /** The objective is what {@link #step} asks; nobody asks it where others tell. */
    public Optimization(Box box, Search search, Objective objective) {
        this.box = box;
        this.search = search;
        this.objective = objective;
        point = new double[box.dimensions()];
        bestPoint = new double[box.dimensions()];
        begin();
    }

    private void begin() {
        open = search.size();
        if (values.length != open) {
            values = new double[open];
            told = new boolean[open];
        }
        Arrays.fill(told, false);
    }

    public long generation() {
        return generation;
    }

    /** How many candidates of this generation nobody has told the value of. */
    public int open() {
        return open;
    }

    public boolean isOpen(int which) {
        return !told[which];
    }

    /** What is to be evaluated. */
    public void ask(int which, double[] into) {
        search.candidate(which, into);
        box.mirror(into);
    }

    /** False where it changes nothing: it is late, or was told before. What is no number is the worst there is. */
    public boolean tell(long ofGeneration, int which, double value) {
        if (ofGeneration != generation || which < 0 || which >= told.length || told[which]) {
            return false;
        }
        double worth = Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
        told[which] = true;
        values[which] = worth;
        evaluations++;
        if (--open == 0) {
            turn();
        }
        return true;
    }

    /** Of equals the first counts, in the order of the candidates and not of the answers. */
    private void turn() {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < best) {
                best = values[i];
                ask(i, bestPoint);
            }
        }
        search.advance(values);
        generation++;
        begin();
    }

    /** A whole generation, or what is open of it, in process. */
    @Override
    public void step() {
        long now = generation;
        for (int i = 0; i < told.length && generation == now; i++) {
            if (!told[i]) {
                ask(i, point);
                tell(now, i, objective.value(point));
            }
        }
    }

    public long evaluations() {
        return evaluations;
    }

    public double best() {
        return best;
    }

    public double[] bestPoint() {
        return bestPoint.clone();
    }

    @Override
    public boolean isRestless() {
        return search.isRestless();
    }

    @Override
    public double measure() {
        return best;
    }

    @Override
    public double diversity() {
        return search.diversity();
    }

    @Override
    public int size() {
        return search.size();
    }

    @Override
    public void show(Frame frame) {
        search.show(frame);
    }

    @Override
    public void write(StateWriter to) {
        search.write(to);
        to.large(generation).large(evaluations).number(best).numbers(bestPoint).numbers(values);
        int[] open = new int[told.length];
        for (int i = 0; i < open.length; i++) {
            open[i] = told[i] ? 0 : 1;
        }
        to.wholes(open);
    }

    /** The search was read from there already. */
    public static Optimization read(Box box, Search search, Objective objective, StateReader from) {
        Optimization read = new Optimization(box, search, objective);
        read.generation = from.large();
        read.evaluations = from.large();
        read.best = from.number();
        read.bestPoint = from.numbers();
        read.values = from.numbers();
        int[] open = from.wholes();
        read.told = new boolean[open.length];
        for (int i = 0; i < open.length; i++) {
            read.told[i] = open[i] == 0;
        }
        read.open = Arrays.stream(open).sum();
        return read;
    }
}
