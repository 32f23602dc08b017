package dev.swarmlog.audit;

import dev.swarmlog.audit.MessageTrail.Ended;
import dev.swarmlog.audit.MessageTrail.Sent;
import dev.swarmlog.v1.OutcomeStatus;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much of everything an audit read.
 *
 * @param endings how many messages ended in each way
 * @param repeatedEnds replies and dead letters beyond the first, of messages that were submitted once
 * @param repeatedForRepetitions the same of messages that were submitted again
 * @param sentAgain messages that were sent to more than one agent, or to one more than once
 * @param resultsRefused results that agents told and that no reply holds
 * @param sentAfterEnd deliveries that were written after the message's end
 * @param waitedMsMax the longest time from submission to end
 */
public record Figures(
        long accepted,
        Map<String, Long> endings,
        long repeatedEnds,
        long repeatedForRepetitions,
        long sentAgain,
        long resultsRefused,
        long sentAfterEnd,
        long waitedMsMedian,
        long waitedMsMax) {

    static Figures of(Collection<MessageTrail> all) {
        long[] waited = all.stream()
                .filter(trail -> trail.submissions > 0 && !trail.ends.isEmpty())
                .mapToLong(trail -> trail.endedAtMs() - trail.submittedAtMs)
                .sorted()
                .toArray();
        return new Figures(
                all.stream().filter(trail -> trail.submissions > 0).count(),
                all.stream()
                        .filter(trail -> !trail.ends.isEmpty())
                        .collect(Collectors.groupingBy(
                                trail -> kind(trail.ends.getFirst()), TreeMap::new, Collectors.counting())),
                all.stream()
                        .filter(trail -> trail.submissions == 1)
                        .mapToLong(Figures::repeated)
                        .sum(),
                all.stream()
                        .filter(trail -> trail.submissions > 1)
                        .mapToLong(Figures::repeated)
                        .sum(),
                all.stream().filter(trail -> trail.deliveries.size() > 1).count(),
                all.stream().mapToLong(Figures::refused).sum(),
                all.stream().mapToLong(Figures::late).sum(),
                waited.length == 0 ? 0 : waited[waited.length / 2],
                waited.length == 0 ? 0 : waited[waited.length - 1]);
    }

    private static String kind(Ended end) {
        return end.hasResult() ? "COMPLETED" : end.meaning();
    }

    private static long repeated(MessageTrail trail) {
        return Math.max(0, trail.ends.size() - 1);
    }

    private static long refused(MessageTrail trail) {
        return trail.outcomes.stream()
                .filter(outcome -> outcome.status() == OutcomeStatus.COMPLETED)
                .filter(outcome -> trail.ends.stream()
                        .noneMatch(end -> end.hasResult() && end.resultHash() == outcome.resultHash()))
                .count();
    }

    private static long late(MessageTrail trail) {
        return trail.deliveries.stream()
                .mapToLong(Sent::atMs)
                .filter(atMs -> atMs > trail.endedAtMs())
                .count();
    }

    @Override
    public String toString() {
        return accepted + " messages accepted, ended " + endings + "\n" + repeatedEnds
                + " ends repeated after crashes, " + repeatedForRepetitions + " for repeated submissions; " + sentAgain
                + " messages sent again, " + sentAfterEnd + " deliveries after the end; " + resultsRefused
                + " results refused\nfrom submission to end " + waitedMsMedian + " ms in the median, " + waitedMsMax
                + " ms at most";
    }
}
