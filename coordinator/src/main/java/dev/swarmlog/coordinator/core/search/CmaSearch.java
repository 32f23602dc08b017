package dev.swarmlog.coordinator.core.search;

import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Mutable and hot, for one thread: CMA-ES with rank-one, rank-mu and active updates, which begins anew with twice the
 * candidates when it is stuck (IPOP; Auger and Hansen, 2005), as often as it may. More than ten times the square of the
 * dimensions seldom find what fewer miss: from there it goes on with as few as at first (Liao and Stützle, 2013).
 *
 * <p>Candidates are no state: they are drawn again from the chance that the generation began with.
 */
public final class CmaSearch implements Search {
    public static final int CANDIDATES_MAX = 10_000;

    private static final double STUCK_RANGE = 1e-12;
    private static final double STUCK_STEP = 1e-12;
    private static final double CONDITION_MAX = 1e14;
    private static final int FLAT_MIN = 10;

    // stagnation: looked at so often in the generations that are remembered, the oldest of them against the newest
    private static final int HISTORY_MIN = 120;
    private static final int LOOKS = 5;
    private static final double COMPARED = 0.3;

    // the most candidates, by the square of the dimensions; and how often they are doubled at least
    private static final int CANDIDATES_EACH = 10;
    private static final int DOUBLED_MIN = 3;

    private final Box box;
    private final double sigmaAtBegin;
    private final int restartsMax;
    private final int candidatesAtBegin;
    private CmaSettings settings;
    private Chance chance;
    private long chanceAtBegin;
    private int restarts;
    private long generation;
    private double sigma;
    private double[] mean;
    private double[] covariance;
    private double[] vectors;
    private double[] lengths;
    private double[] pathC;
    private double[] pathSigma;
    private double[] bests;
    private double[] medians;
    private long decomposedAt;

    // of the present generation: what was drawn, and what became of it
    private double[] z = new double[0];
    private double[] y = new double[0];

    private CmaSearch(Box box, int candidates, double sigma, int restartsMax, int lambda, Chance chance) {
        this.box = box;
        this.candidatesAtBegin = candidates;
        this.sigmaAtBegin = sigma;
        this.restartsMax = restartsMax;
        this.chance = chance;
        settings = CmaSettings.of(box.dimensions(), lambda);
        int n = box.dimensions();
        mean = new double[n];
        covariance = new double[n * n];
        vectors = new double[n * n];
        lengths = new double[n];
        pathC = new double[n];
        pathSigma = new double[n];
        bests = new double[historyLength()];
        medians = new double[historyLength()];
    }

    /**
     * A search that begins anywhere in the box.
     *
     * @param candidates in a generation; 0 for the usual number
     * @param stride at first, as a share of the box
     */
    public static CmaSearch begin(Box box, int candidates, double stride, int restartsMax, Chance chance) {
        int lambda = candidatesAtBegin(box, candidates);
        CmaSearch search = new CmaSearch(box, lambda, stride, restartsMax, lambda, chance);
        search.start();
        return search;
    }

    private static int candidatesAtBegin(Box box, int candidates) {
        return candidates == 0 ? CmaSettings.usualPopulation(box.dimensions()) : candidates;
    }

    /** In so many generations it would learn a covariance matrix. */
    private int learningTime() {
        return (int) Math.ceil(30.0 * box.dimensions() / settings.lambda());
    }

    private int historyLength() {
        return HISTORY_MIN + learningTime();
    }

    private void start() {
        int n = mean.length;
        for (int d = 0; d < n; d++) {
            mean[d] = 0.1 + 0.8 * chance.unit();
            for (int e = 0; e < n; e++) {
                covariance[d * n + e] = d == e ? 1 : 0;
                vectors[d * n + e] = covariance[d * n + e];
            }
        }
        Arrays.fill(lengths, 1);
        Arrays.fill(pathC, 0);
        Arrays.fill(pathSigma, 0);
        bests = new double[historyLength()];
        medians = new double[historyLength()];
        sigma = sigmaAtBegin;
        generation = 0;
        decomposedAt = 0;
        draw();
    }

    /** y = B D z for each candidate, with z normal. */
    private void draw() {
        int n = mean.length;
        int lambda = settings.lambda();
        chanceAtBegin = chance.state();
        if (z.length != lambda * n) {
            z = new double[lambda * n];
            y = new double[lambda * n];
        }
        double[] scaled = new double[n];
        for (int k = 0; k < lambda; k++) {
            for (int d = 0; d < n; d++) {
                z[k * n + d] = chance.normal();
                scaled[d] = lengths[d] * z[k * n + d];
            }
            for (int d = 0; d < n; d++) {
                double sum = 0;
                for (int e = 0; e < n; e++) {
                    sum += vectors[d * n + e] * scaled[e];
                }
                y[k * n + d] = sum;
            }
        }
    }

    @Override
    public int size() {
        return settings.lambda();
    }

    /** It searches in a cube of size 1, whatever the box's shape is. */
    @Override
    public void candidate(int which, double[] into) {
        int n = mean.length;
        for (int d = 0; d < n; d++) {
            into[d] = box.lower(d) + box.width(d) * (mean[d] + sigma * y[which * n + d]);
        }
    }

    @Override
    public void advance(double[] values) {
        int[] order = order(judged(values));
        double[] step = learn(order);
        for (int d = 0; d < mean.length; d++) {
            mean[d] += sigma * step[d];
        }
        double norm = norm(pathSigma);
        sigma *= StrictMath.exp(
                Math.min(1, settings.cSigma() / settings.dSigma() * (norm / settings.expectedNorm() - 1)));
        int now = (int) (generation % bests.length);
        bests[now] = values[order[0]];
        medians[now] = values[order[order.length / 2]];
        generation++;
        if (isStuck(values)) {
            restart();
        } else {
            decompose();
            draw();
        }
    }

    /**
     * Outside of the box lies its mirror image, as good as the box itself, and next to it others: to a large population,
     * a landscape of many optima. So to be a standard deviation outside costs as much as lies between the quartiles of
     * this generation. That is little near the rim, where optima are found from both sides, and more the further it is
     * narrowed.
     */
    private double[] judged(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return values;
        }
        double spread = sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
        double[] judged = values.clone();
        for (int k = 0; k < judged.length; k++) {
            judged[k] += spread * outside(k);
        }
        return judged;
    }

    /** The sum of squares, in standard deviations of each dimension. */
    private double outside(int which) {
        int n = mean.length;
        double sum = 0;
        for (int d = 0; d < n; d++) {
            double at = mean[d] + sigma * y[which * n + d];
            double over = Math.max(0, Math.max(-at, at - 1));
            if (over > 0) {
                sum += over * over / (sigma * sigma * covariance[d * n + d]);
            }
        }
        return sum;
    }

    private static int[] order(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> values[i]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Paths and covariance; answers the mean step. */
    private double[] learn(int[] order) {
        int n = mean.length;
        double[] step = new double[n];
        double[] whitened = new double[n];
        for (int i = 0; i < settings.lambda() / 2; i++) {
            for (int d = 0; d < n; d++) {
                step[d] += settings.weights()[i] * y[order[i] * n + d];
                whitened[d] += settings.weights()[i] * z[order[i] * n + d];
            }
        }
        double cs = settings.cSigma();
        double push = Math.sqrt(cs * (2 - cs) * settings.muEff());
        for (int d = 0; d < n; d++) {
            double turned = 0;
            for (int e = 0; e < n; e++) {
                turned += vectors[d * n + e] * whitened[e];
            }
            pathSigma[d] = (1 - cs) * pathSigma[d] + push * turned;
        }
        double unbiased = Math.sqrt(1 - StrictMath.pow(1 - cs, 2.0 * (generation + 1)));
        boolean calm = norm(pathSigma) / unbiased < (1.4 + 2.0 / (n + 1)) * settings.expectedNorm();
        double cc = settings.cc();
        for (int d = 0; d < n; d++) {
            pathC[d] = (1 - cc) * pathC[d] + (calm ? Math.sqrt(cc * (2 - cc) * settings.muEff()) * step[d] : 0);
        }
        adapt(order, calm ? 0 : cc * (2 - cc));
        return step;
    }

    private void adapt(int[] order, double stalled) {
        int n = mean.length;
        double[] weights = settings.weights();
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double keep = 1 + settings.c1() * stalled - settings.c1() - settings.cMu() * sum;
        for (int d = 0; d < n; d++) {
            for (int e = 0; e <= d; e++) {
                covariance[d * n + e] = keep * covariance[d * n + e] + settings.c1() * pathC[d] * pathC[e];
            }
        }
        for (int i = 0; i < weights.length; i++) {
            int at = order[i] * n;
            double weight = weights[i];
            if (weight < 0) {
                double square = 0;
                for (int d = 0; d < n; d++) {
                    square += z[at + d] * z[at + d];
                }
                weight *= n / (square + 1e-20);
            }
            weight *= settings.cMu();
            for (int d = 0; d < n; d++) {
                double share = weight * y[at + d];
                for (int e = 0; e <= d; e++) {
                    covariance[d * n + e] += share * y[at + e];
                }
            }
        }
        for (int d = 0; d < n; d++) {
            for (int e = 0; e < d; e++) {
                covariance[e * n + d] = covariance[d * n + e];
            }
        }
    }

    /** Not after each generation: what it learns in one changes little. */
    private void decompose() {
        int n = mean.length;
        double pause = 1 / ((settings.c1() + settings.cMu()) * n * 10);
        if (generation - decomposedAt < pause) {
            return;
        }
        decomposedAt = generation;
        double[] work = covariance.clone();
        Eigen.decompose(work, vectors, n);
        for (int d = 0; d < n; d++) {
            lengths[d] = Math.sqrt(Math.max(1e-300, work[d * n + d]));
        }
    }

    private boolean isStuck(double[] values) {
        double longest = Arrays.stream(lengths).max().orElse(1);
        double shortest = Arrays.stream(lengths).min().orElse(1);
        boolean broken = !(longest / shortest < Math.sqrt(CONDITION_MAX)) || !(sigma * longest < 1e6);
        boolean still = sigma * longest < STUCK_STEP * sigmaAtBegin;
        boolean stuck = still || isFlat(Arrays.stream(values).max().orElseThrow()) || stagnates();
        return broken || (stuck && restarts < restartsMax);
    }

    /** The best of the last generations, and all of this one, are the same. */
    private boolean isFlat(double worst) {
        int length = FLAT_MIN + learningTime();
        double low = worst;
        double high = worst;
        for (int back = 1; back <= Math.min(length, generation); back++) {
            double best = before(bests, back);
            low = Math.min(low, best);
            high = Math.max(high, best);
        }
        return generation > length && high - low < STUCK_RANGE;
    }

    /** Neither the best nor the median of a generation is better than it was (Hansen, 2016, appendix B.3). */
    private boolean stagnates() {
        return generation >= bests.length
                && generation % (bests.length / LOOKS) == 0
                && !getsBetter(bests)
                && !getsBetter(medians);
    }

    private boolean getsBetter(double[] history) {
        int length = (int) (history.length * COMPARED);
        double[] first = new double[length];
        double[] last = new double[length];
        for (int i = 0; i < length; i++) {
            first[i] = before(history, history.length - i);
            last[i] = before(history, i + 1);
        }
        Arrays.sort(first);
        Arrays.sort(last);
        return last[length / 2] < first[length / 2];
    }

    private double before(double[] history, int generations) {
        return history[(int) ((generation - generations) % history.length)];
    }

    private void restart() {
        if (restarts < restartsMax) {
            restarts++;
            int twice = settings.lambda() * 2;
            settings = CmaSettings.of(mean.length, twice <= candidatesMax() ? twice : candidatesAtBegin);
        }
        start();
    }

    private int candidatesMax() {
        int n = mean.length;
        return Math.min(CANDIDATES_MAX, Math.max(CANDIDATES_EACH * n * n, candidatesAtBegin << DOUBLED_MIN));
    }

    private static double norm(double[] vector) {
        double square = 0;
        for (double each : vector) {
            square += each * each;
        }
        return Math.sqrt(square);
    }

    @Override
    public double diversity() {
        double longest = 0;
        for (double length : lengths) {
            longest = Math.max(longest, length);
        }
        return sigma * longest;
    }

    @Override
    public boolean isRestless() {
        return restarts < restartsMax;
    }

    @Override
    public void show(Frame frame) {
        int n = mean.length;
        int every = frame.begin(size());
        double[] point = new double[n];
        for (int k = 0; k < size(); k += every) {
            candidate(k, point);
            frame.add(point[0], n > 1 ? point[1] : 0, n > 2 ? point[2] : 0, Role.WORKER);
        }
    }

    @Override
    public void write(StateWriter to) {
        to.whole(settings.lambda())
                .whole(restarts)
                .large(chanceAtBegin)
                .large(generation)
                .large(decomposedAt);
        to.number(sigma).numbers(mean).numbers(covariance).numbers(vectors).numbers(lengths);
        to.numbers(pathC).numbers(pathSigma).numbers(bests).numbers(medians);
    }

    /** Begun with the same candidates and stride. */
    public static CmaSearch read(Box box, int candidates, double stride, int restartsMax, StateReader from) {
        int lambda = from.whole();
        CmaSearch read =
                new CmaSearch(box, candidatesAtBegin(box, candidates), stride, restartsMax, lambda, new Chance(0));
        read.restarts = from.whole();
        read.chance = new Chance(from.large());
        read.generation = from.large();
        read.decomposedAt = from.large();
        read.sigma = from.number();
        read.mean = from.numbers();
        read.covariance = from.numbers();
        read.vectors = from.numbers();
        read.lengths = from.numbers();
        read.pathC = from.numbers();
        read.pathSigma = from.numbers();
        read.bests = from.numbers();
        read.medians = from.numbers();
        read.draw();
        return read;
    }
}
