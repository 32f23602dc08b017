package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.StepPlan;
import dev.swarmlog.coordinator.tracker.core.track.Anomaly;
import dev.swarmlog.coordinator.tracker.core.track.Spread;
import dev.swarmlog.coordinator.tracker.core.track.StepTrack;
import dev.swarmlog.coordinator.tracker.core.track.StepTrack.Counts;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import dev.swarmlog.coordinator.tracker.core.track.Track.Totals;
import dev.swarmlog.coordinator.tracker.core.track.Way;
import dev.swarmlog.v1.SagaAnomaly;
import dev.swarmlog.v1.SagaSpread;
import dev.swarmlog.v1.SagaStepTrack;
import dev.swarmlog.v1.SagaTrack;
import dev.swarmlog.v1.SagaWay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between sagas.tracks and tracks. */
final class TrackCodec {
    private TrackCodec() {}

    /** @param plans what its definition says, for names */
    static SagaTrack wire(Track it, Map<Integer, StepPlan> plans) {
        return new SagaTrack(
                it.name(),
                it.version(),
                it.totals().runs(),
                it.totals().failed(),
                it.totals().cancelled(),
                wire(it.took()),
                it.took().middle().medianMs(),
                it.took().middle().madMs(),
                it.took().at(0.95),
                it.steps().values().stream().map(each -> wire(each, plans)).toList(),
                it.ways().entrySet().stream()
                        .sorted(Comparator.comparingLong((Map.Entry<Way, Long> each) -> -each.getValue()))
                        .map(each ->
                                new SagaWay(each.getKey().steps(), each.getKey().failed(), each.getValue()))
                        .toList(),
                it.totals().otherWays(),
                it.anomalies().stream().map(each -> wire(each, plans)).toList(),
                it.totals().anomalies(),
                it.seen(),
                it.changedAtMs());
    }

    static Track track(SagaTrack it) {
        Map<Way, Long> ways = new LinkedHashMap<>();
        it.getWays().forEach(each -> ways.put(new Way(each.getSteps(), each.getFailed()), each.getRuns()));
        Totals totals =
                new Totals(it.getRuns(), it.getFailed(), it.getCancelled(), it.getOtherWays(), it.getAnomaliesSeen());
        Map<String, Integer> steps = new LinkedHashMap<>();
        it.getSteps().forEach(each -> steps.put(named(each.getName(), each.getStep()), each.getStep()));
        return new Track(it.getName(), it.getVersion(), totals, spread(it.getTook()))
                .having(
                        it.getSteps().stream().map(TrackCodec::step).toList(),
                        ways,
                        it.getAnomalies().stream()
                                .map(each -> anomaly(each, steps))
                                .toList(),
                        it.getSeen())
                .changed(it.getChangedAtMs());
    }

    private static SagaStepTrack wire(StepTrack it, Map<Integer, StepPlan> plans) {
        Counts counts = it.counts();
        return new SagaStepTrack(
                it.step(),
                name(it.step(), plans),
                wire(it.took()),
                it.took().middle().medianMs(),
                it.took().middle().madMs(),
                it.took().at(0.95),
                wire(it.attempt()),
                it.attempt().at(0.99),
                counts.begun(),
                counts.done(),
                counts.attempts(),
                counts.attemptsMax(),
                counts.rescued(),
                counts.timeouts(),
                counts.late(),
                counts.timeoutMs(),
                RunCodec.counts(it.failures()),
                RunCodec.counts(it.givenUp()));
    }

    private static String name(int step, Map<Integer, StepPlan> plans) {
        StepPlan plan = plans.get(step);
        return plan == null ? "" : plan.name();
    }

    /** As people know a step: by its number where it has no name. */
    private static String named(String name, int step) {
        return name.isEmpty() ? "#" + step : name;
    }

    private static StepTrack step(SagaStepTrack it) {
        Counts counts = new Counts(
                it.getBegun(),
                it.getDone(),
                it.getAttempts(),
                it.getAttemptsMax(),
                it.getRescued(),
                it.getTimeouts(),
                it.getLate(),
                it.getTimeoutMs());
        return new StepTrack(it.getStep(), counts, spread(it.getTook()), spread(it.getAttempt()))
                .having(RunCodec.counts(it.getFailures()), RunCodec.counts(it.getGivenUp()));
    }

    private static SagaAnomaly wire(Anomaly it, Map<Integer, StepPlan> plans) {
        return new SagaAnomaly(
                it.sagaId(),
                it.step() < 0 ? "" : named(name(it.step(), plans), it.step()),
                it.tookMs(),
                it.medianMs(),
                it.score(),
                it.atMs());
    }

    private static Anomaly anomaly(SagaAnomaly it, Map<String, Integer> steps) {
        return new Anomaly(
                it.getSagaId(),
                it.getStep().isEmpty() ? -1 : steps.getOrDefault(it.getStep(), -1),
                it.getTookMs(),
                it.getMedianMs(),
                it.getScore(),
                it.getAtMs());
    }

    static SagaSpread wire(Spread it) {
        List<Integer> buckets = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long[] all = it.counts();
        for (int i = 0; i < all.length; i++) {
            if (all[i] > 0) {
                buckets.add(it.first() + i);
                counts.add(all[i]);
            }
        }
        return new SagaSpread(buckets, counts);
    }

    static Spread spread(SagaSpread it) {
        Spread spread = new Spread();
        int both = Math.min(it.getBuckets().size(), it.getCounts().size());
        for (int i = 0; i < both; i++) {
            spread.add(it.getBuckets().get(i), it.getCounts().get(i));
        }
        return spread;
    }
}
