package dev.swarmlog.saga.core.state;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Spent;

/**
 * What is counted so that nobody needs to go through all steps.
 *
 * @param settled steps that are done or skipped
 * @param doubts attempts in doubt, of all steps and elements
 * @param done how often a step or element was done; the order of the next one
 * @param bytes of all documents that it was given or made; repeated work counts again
 * @param calls attempts at work, forward and backward
 * @param spent by all of them together
 */
public record Tally(int settled, int doubts, long done, long bytes, long calls, Spent spent) {
    public static Tally of(Json input) {
        return new Tally(0, 0, 0, input.bytes(), 0, Spent.NOTHING);
    }

    /** What stands is the same while it is the same object: facts make a new one when they make another. */
    @SuppressWarnings("ReferenceEquality")
    public Tally replaced(StepState before, StepState after, boolean whole) {
        int settledNow = whole ? settled + (after.settled() ? 1 : 0) - (before.settled() ? 1 : 0) : settled;
        int doubtsNow =
                doubts + after.tries().doubts().size() - before.tries().doubts().size();
        StepState.Done standing = after.standing();
        long doneNow = standing != null && standing != before.standing() ? done + 1 : done;
        return settledNow == settled && doubtsNow == doubts && doneNow == done
                ? this
                : new Tally(settledNow, doubtsNow, doneNow, bytes, calls, spent);
    }

    public Tally holding(long more) {
        return new Tally(settled, doubts, done, bytes + more, calls, spent);
    }

    public Tally called() {
        return new Tally(settled, doubts, done, bytes, calls + 1, spent);
    }

    public Tally spending(Spent more) {
        if (more.tokensIn() == 0 && more.tokensOut() == 0 && more.costMicros() == 0) {
            return this;
        }
        return new Tally(
                settled,
                doubts,
                done,
                bytes,
                calls,
                new Spent(
                        "",
                        spent.tokensIn() + more.tokensIn(),
                        spent.tokensOut() + more.tokensOut(),
                        spent.costMicros() + more.costMicros()));
    }
}
