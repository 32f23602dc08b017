package dev.swarmlog.coordinator.tracker.core.track;

import dev.swarmlog.coordinator.tracker.core.run.Ending;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.run.StepRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Mutable, for one thread: what became of the sagas of one version of a definition. All of it is bounded, and fades:
 * after so many runs every count is halved, so that it tells of the last few thousand.
 */
public final class Track {
    static final int FADE_RUNS = 4_000;
    static final int WAYS_MAX = 20;
    static final int ANOMALIES_MAX = 20;
    static final int SEEN_MAX = 512;

    private final String name;
    private final String version;
    private final Spread took;
    private final NavigableMap<Integer, StepTrack> steps = new TreeMap<>();
    private final Map<Way, Long> ways = new LinkedHashMap<>();
    private final Deque<Anomaly> anomalies = new ArrayDeque<>();
    private final Set<Long> seen = new LinkedHashSet<>();
    private Totals totals;
    private long changedAtMs;

    /**
     * How many there were.
     *
     * @param otherWays runs by further ways than are told
     */
    public record Totals(long runs, long failed, long cancelled, long otherWays, long anomalies) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        Totals half() {
            return new Totals(runs / 2, failed / 2, cancelled / 2, otherWays / 2, anomalies);
        }

        Totals and(Ending ending, boolean isOther, int odd) {
            return new Totals(
                    runs + 1,
                    failed + (ending == Ending.COMPENSATED ? 1 : 0),
                    cancelled + (ending == Ending.CANCELLED ? 1 : 0),
                    otherWays + (isOther ? 1 : 0),
                    anomalies + odd);
        }
    }

    public Track(String name, String version) {
        this(name, version, Totals.NONE, new Spread());
    }

    public Track(String name, String version, Totals totals, Spread took) {
        this.name = name;
        this.version = version;
        this.totals = totals;
        this.took = took;
    }

    /** To restore what was counted before. */
    public Track having(
            Collection<StepTrack> counted, Map<Way, Long> taken, Collection<Anomaly> odd, Collection<Long> hashes) {
        counted.forEach(each -> steps.put(each.step(), each));
        ways.putAll(taken);
        anomalies.addAll(odd);
        seen.addAll(hashes);
        return this;
    }

    /** Counts a saga that ended; false where it is counted already, or tells nothing. */
    public boolean count(Run run, OddityRule rule) {
        if (!run.isOver() || !seen.add(hash(run.sagaId()))) {
            return false;
        }
        if (seen.size() > SEEN_MAX) {
            seen.remove(seen.iterator().next());
        }
        List<Anomaly> odd = run.ending() == Ending.COMPLETED ? odd(run, rule) : List.of();
        odd.forEach(this::keep);
        totals = totals.and(run.ending(), !walked(Way.of(run)), odd.isEmpty() ? 0 : 1);
        if (run.ending() == Ending.COMPLETED) {
            took.add(run.tookMs());
        }
        if (run.ending() != Ending.CANCELLED) {
            for (StepRun each : run.steps().values()) {
                steps.computeIfAbsent(each.step(), StepTrack::new).count(each);
            }
        }
        changedAtMs = Math.max(changedAtMs, run.endedAtMs());
        if (totals.runs >= FADE_RUNS) {
            fade();
        }
        return true;
    }

    /** Compared before it is counted, lest it be its own measure. */
    private List<Anomaly> odd(Run run, OddityRule rule) {
        List<Anomaly> odd = new ArrayList<>();
        double whole = rule.score(took, run.tookMs());
        if (rule.isOdd(whole)) {
            odd.add(anomaly(run, -1, run.tookMs(), took, whole));
        }
        for (StepRun each : run.steps().values()) {
            StepTrack like = steps.get(each.step());
            double score = like == null || !each.done() ? 0 : rule.score(like.took(), each.tookMs());
            if (like != null && rule.isOdd(score)) {
                odd.add(anomaly(run, each.step(), each.tookMs(), like.took(), score));
            }
        }
        return odd;
    }

    private static Anomaly anomaly(Run run, int step, long tookMs, Spread like, double score) {
        return new Anomaly(run.sagaId(), step, tookMs, like.middle().medianMs(), score, run.endedAtMs());
    }

    private void keep(Anomaly anomaly) {
        anomalies.addLast(anomaly);
        if (anomalies.size() > ANOMALIES_MAX) {
            anomalies.removeFirst();
        }
    }

    /** False where there are too many ways to tell this one apart. */
    private boolean walked(Way way) {
        if (!ways.containsKey(way) && ways.size() >= WAYS_MAX) {
            return false;
        }
        ways.merge(way, 1L, Long::sum);
        return true;
    }

    private void fade() {
        totals = totals.half();
        took.fade();
        steps.values().forEach(StepTrack::fade);
        ways.replaceAll((way, runs) -> runs / 2);
        ways.values().removeIf(runs -> runs == 0);
    }

    /** FNV-1a. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    public Totals totals() {
        return totals;
    }

    public Spread took() {
        return took;
    }

    public NavigableMap<Integer, StepTrack> steps() {
        return Collections.unmodifiableNavigableMap(steps);
    }

    public Map<Way, Long> ways() {
        return Collections.unmodifiableMap(ways);
    }

    /** The latest ones, the oldest of them first. */
    public List<Anomaly> anomalies() {
        return List.copyOf(anomalies);
    }

    public List<Long> seen() {
        return List.copyOf(seen);
    }

    public long changedAtMs() {
        return changedAtMs;
    }

    public Track changed(long atMs) {
        changedAtMs = atMs;
        return this;
    }
}
