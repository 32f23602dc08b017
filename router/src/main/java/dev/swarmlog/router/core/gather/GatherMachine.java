package dev.swarmlog.router.core.gather;

import dev.swarmlog.router.core.gather.GatherEffect.Close;
import dev.swarmlog.router.core.gather.GatherEffect.Ending;
import dev.swarmlog.router.core.gather.GatherEffect.Reason;
import dev.swarmlog.router.core.gather.GatherEvent.BranchAnswered;
import dev.swarmlog.router.core.gather.GatherEvent.BranchFailed;
import dev.swarmlog.router.core.gather.GatherEvent.TimedOut;
import dev.swarmlog.router.core.gather.GatherEvent.Withdrawn;
import dev.swarmlog.router.core.gather.GatherState.Closed;
import dev.swarmlog.router.core.gather.GatherState.Open;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what an event makes of a gather: when it closes, and of which answers its own is made. */
public final class GatherMachine {
    private GatherMachine() {}

    public static GatherDecision decide(GatherState state, GatherEvent event, long nowMs) {
        return switch (state) {
            case Closed closed ->
                GatherDecision.ignored(
                        closed,
                        switch (event) {
                            case BranchAnswered answered -> Reason.LATE;
                            case BranchFailed failed -> Reason.LATE;
                            case Withdrawn withdrawn -> Reason.LATE;
                            case TimedOut timedOut -> Reason.NOTHING_TO_DO;
                        });
            case Open open -> decide(open, event, nowMs);
        };
    }

    /** For a gather that just began, or was taken up again: what it comes to may be certain from the start. */
    public static GatherDecision begun(Open open) {
        return settled(open);
    }

    private static GatherDecision decide(Open open, GatherEvent event, long nowMs) {
        return switch (event) {
            case BranchAnswered(int branch, String agentId, Finding finding) -> {
                if (!open.isAsked(branch)) {
                    yield GatherDecision.ignored(open, Reason.DUPLICATE);
                }
                // It has ended all the same, so nobody must go on waiting for it.
                Branch ended = open.hasHeard(agentId) ? new Branch.Failed("") : new Branch.Answered(agentId, finding);
                yield settled(open.with(branch, ended));
            }
            case BranchFailed(int branch, String agentId) ->
                open.isAsked(branch)
                        ? settled(open.with(branch, new Branch.Failed(agentId)))
                        : GatherDecision.ignored(open, Reason.DUPLICATE);
            case Withdrawn(String why) ->
                open.isWithdrawn() ? GatherDecision.ignored(open, Reason.DUPLICATE) : settled(open.withdrawn(why));
            case TimedOut() ->
                nowMs >= open.plan().closesAtMs()
                        ? closed(ended(open, timedOut(open)))
                        : GatherDecision.ignored(open, Reason.NOTHING_TO_DO);
        };
    }

    private static GatherDecision settled(Open open) {
        Close close = certainty(open);
        if (close == null) {
            return new GatherDecision(open, List.of());
        }
        // Of what is taken back, all are heard out who may have done it.
        boolean waits = open.isWithdrawn() && close.ending() == Ending.INCOMPLETE && open.asked() > 0;
        return waits ? new GatherDecision(open, List.of()) : closed(ended(open, close));
    }

    private static Close ended(Open open, Close close) {
        return open.isWithdrawn() && close.ending() == Ending.INCOMPLETE
                ? new Close(Ending.WITHDRAWN, List.of(), open.withdrawal() + " (" + tally(open) + ")")
                : close;
    }

    private static GatherDecision closed(Close close) {
        return new GatherDecision(Closed.INSTANCE, List.of(close));
    }

    /** What the gather comes to, whatever the branches that are still asked may say; null while that matters. */
    private static @Nullable Close certainty(Open open) {
        List<Integer> answered = open.answered();
        int asked = open.asked();
        return switch (open.plan().mode()) {
            case ALL, BEST, AVERAGE, MERGE -> asked > 0 ? null : everyAnswer(open, answered);
            case FIRST ->
                !answered.isEmpty() ? complete(answered) : asked > 0 ? null : incomplete(open, "one answer is needed");
            case QUORUM -> {
                int quorum = open.plan().quorum();
                if (answered.size() >= quorum) {
                    yield complete(answered);
                }
                yield answered.size() + asked >= quorum ? null : incomplete(open, quorum + " answers are needed");
            }
            case MAJORITY -> {
                List<Integer> alike = largestGroup(open, answered);
                if (open.plan().isMajority(alike.size())) {
                    yield complete(alike);
                }
                yield open.plan().isMajority(alike.size() + asked) ? null : disagreed(open, alike);
            }
        };
    }

    private static Close timedOut(Open open) {
        List<Integer> answered = open.answered();
        return switch (open.plan().mode()) {
            case ALL, BEST, AVERAGE, MERGE -> everyAnswer(open, answered);
            case FIRST -> incomplete(open, "one answer is needed");
            case QUORUM -> incomplete(open, open.plan().quorum() + " answers are needed");
            case MAJORITY -> disagreed(open, largestGroup(open, answered));
        };
    }

    /** For the modes in which those answers that are there have to do. */
    private static Close everyAnswer(Open open, List<Integer> answered) {
        if (answered.isEmpty()) {
            return incomplete(open, "one answer is needed");
        }
        List<Integer> used = open.plan().mode() == Mode.BEST ? List.of(best(open, answered)) : answered;
        return answered.size() == open.branches().size()
                ? new Close(Ending.COMPLETE, used, "")
                : new Close(Ending.PARTIAL, used, tally(open));
    }

    private static int best(Open open, List<Integer> answered) {
        int best = answered.getFirst();
        for (int number : answered) {
            if (open.plan()
                    .isBetter(
                            open.findingOf(number).number(),
                            open.findingOf(best).number())) {
                best = number;
            }
        }
        return best;
    }

    /** Those who say the same, and of several such groups that of the lowest branch among the largest. */
    private static List<Integer> largestGroup(Open open, List<Integer> answered) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int number : answered) {
            groups.computeIfAbsent(open.findingOf(number).likeness(), fresh -> new ArrayList<>())
                    .add(number);
        }
        return largest(groups.values());
    }

    private static List<Integer> largest(Collection<List<Integer>> groups) {
        List<Integer> largest = List.of();
        for (List<Integer> group : groups) {
            largest = group.size() > largest.size() ? group : largest;
        }
        return List.copyOf(largest);
    }

    private static Close complete(List<Integer> used) {
        return new Close(Ending.COMPLETE, used, "");
    }

    private static Close disagreed(Open open, List<Integer> alike) {
        return incomplete(
                open,
                "more than half of " + open.branches().size() + " have to give the same result, at most " + alike.size()
                        + " did");
    }

    private static Close incomplete(Open open, String expected) {
        return new Close(Ending.INCOMPLETE, List.of(), expected + ": " + tally(open));
    }

    private static String tally(Open open) {
        return open.answered().size() + " of " + open.branches().size() + " answered, " + open.failed()
                + " failed, nothing came of " + open.asked();
    }
}
