package dev.swarmlog.sagas;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.records.Picture;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * How much of everything an audit read.
 *
 * @param endings how many sagas are in each state
 * @param undone how many things were undone
 * @param retried attempts that failed and were followed by another
 * @param doneAgain attempts that agents did more than once, since one died or stood still
 * @param lost attempts that an agent began and left
 * @param quietMsMax the longest time for which no saga at all decided anything while some were under way
 * @param tookMsMax the longest from a saga's start to its end
 */
record SagaFigures(
        Map<String, Long> endings,
        long events,
        long undone,
        long retried,
        long doneAgain,
        long lost,
        long quietMsMax,
        long tookMsMax) {

    static SagaFigures of(Collection<SagaTrail> all, Deeds deeds) {
        Map<String, Long> endings = new TreeMap<>();
        long events = 0;
        long undone = 0;
        long retried = 0;
        long took = 0;
        for (SagaTrail trail : all) {
            Saga saga = trail.saga;
            if (saga == null) {
                continue;
            }
            endings.merge(Picture.state(saga).name(), 1L, Long::sum);
            events += saga.version();
            for (SagaTrail.Told told : trail.history) {
                undone += told.fact() instanceof Fact.UndoSucceeded ? 1 : 0;
                retried += told.fact() instanceof Fact.AttemptFailed failed && failed.retryAtMs() > 0 ? 1 : 0;
            }
            took = Math.max(took, trail.tookMs());
        }
        return new SagaFigures(
                endings,
                events,
                undone,
                retried,
                count(deeds, done -> done > 1),
                deeds.byMessage().values().stream().filter(SagaFigures::left).count(),
                quiet(all),
                took);
    }

    private static long count(Deeds deeds, LongPredicate which) {
        return deeds.byMessage().values().stream()
                .filter(of -> which.test(of.stream()
                        .filter(deed -> deed.what().equals(Deed.DONE))
                        .count()))
                .count();
    }

    private static boolean left(List<Deed> deeds) {
        return deeds.stream()
                .filter(deed -> deed.what().equals(Deed.BEGUN))
                .anyMatch(begun -> deeds.stream()
                        .noneMatch(deed ->
                                !deed.what().equals(Deed.BEGUN) && deed.nonce().equals(begun.nonce())));
    }

    private static long quiet(Collection<SagaTrail> all) {
        long[] times = all.stream()
                .flatMapToLong(trail -> trail.history.stream().mapToLong(SagaTrail.Told::atMs))
                .sorted()
                .toArray();
        long quiet = 0;
        for (int i = 1; i < times.length; i++) {
            quiet = Math.max(quiet, times[i] - times[i - 1]);
        }
        return quiet;
    }

    @Override
    public String toString() {
        return "sagas " + endings + " by " + events + " events; " + undone + " things undone, " + retried
                + " attempts retried; " + doneAgain + " done again and " + lost + " left by agents\n"
                + "nobody decided anything for " + quietMsMax + " ms at most; a saga took " + tookMsMax + " ms at most";
    }
}
