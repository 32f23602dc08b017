package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Unseen;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.guard.RetryBudget;

/**
 * Mutable and for one thread: keeps a task's retry budget by what becomes of its messages. A retry is counted where it is
 * granted: when the message is sent once more, or gets in line to be.
 */
final class Retries {
    private final RetryBudget budget;
    private final GuardMeters meters;

    Retries(RetryBudget budget, GuardMeters meters) {
        this.budget = budget;
        this.meters = meters;
    }

    boolean mayRetry(long nowMs) {
        boolean may = budget.mayRetry(nowMs);
        if (!may) {
            meters.postponed();
        }
        return may;
    }

    void decided(MessageState before, MessageState next, long nowMs) {
        if (before instanceof Unseen) {
            if (!(next instanceof Answered)) {
                budget.first(nowMs);
            }
        } else if (isOnceMore(before, next)) {
            budget.retried(nowMs);
            meters.retried();
        }
    }

    private static boolean isOnceMore(MessageState before, MessageState next) {
        boolean wasTried = before instanceof InFlight || before instanceof BackingOff;
        return wasTried && (next instanceof Waiting || (next instanceof InFlight && next.attempt() > before.attempt()));
    }
}
