package dev.swarmlog.saga.core.state;

import dev.swarmlog.saga.core.fact.Spent;

/**
 * What is counted so that nobody needs to go through all steps.
 *
 * @param settled steps that are done or skipped
 * @param doubts attempts in doubt, of all steps and elements
 * @param done how often a step or element was done; the order of the next one
 * @param bytes of all documents that it was given or made; repeated work counts again
 * @param calls attempts at work, forward and backward
 */
public record Tally(int settled, int doubts, long done, long bytes, long calls, long tokens, long costMicros) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0);

    Tally replaced(StepState before, StepState after, boolean whole) {
        int settledNow = whole ? settled + (after.settled() ? 1 : 0) - (before.settled() ? 1 : 0) : settled;
        int doubtsNow =
                doubts + after.tries().doubts().size() - before.tries().doubts().size();
        long doneNow = after instanceof StepState.Done && !(before instanceof StepState.Done) ? done + 1 : done;
        return settledNow == settled && doubtsNow == doubts && doneNow == done
                ? this
                : new Tally(settledNow, doubtsNow, doneNow, bytes, calls, tokens, costMicros);
    }

    Tally holding(long more) {
        return new Tally(settled, doubts, done, bytes + more, calls, tokens, costMicros);
    }

    Tally called() {
        return new Tally(settled, doubts, done, bytes, calls + 1, tokens, costMicros);
    }

    Tally spent(Spent spent) {
        return spent.equals(Spent.NOTHING)
                ? this
                : new Tally(
                        settled,
                        doubts,
                        done,
                        bytes,
                        calls,
                        tokens + spent.tokensIn() + spent.tokensOut(),
                        costMicros + spent.costMicros());
    }
}
