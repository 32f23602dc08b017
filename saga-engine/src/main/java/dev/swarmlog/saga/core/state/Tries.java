package dev.swarmlog.saga.core.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was tried so far at one place.
 *
 * @param attempt the number of the last one, from 1; never used twice, since messages are named by it
 * @param failures how many of them count against the retry policy
 * @param waits how many were put off by a rate limit, which do not
 * @param doubts attempts that nobody answered, and that would have to be undone if they were done
 * @param former what was done here before it was begun again; it counts as done until it is done anew
 */
public record Tries(int attempt, int failures, int waits, List<Integer> doubts, StepState.@Nullable Done former) {
    public static final Tries NONE = new Tries(0, 0, 0, List.of(), null);

    public Tries {
        doubts = List.copyOf(doubts);
    }

    /** From so many attempts on, of which none counts any more. */
    public static Tries from(int attempt) {
        return attempt == 0 ? NONE : new Tries(attempt, 0, 0, List.of(), null);
    }

    Tries begin(int next) {
        if (next <= attempt) {
            throw new IllegalStateException("attempt " + next + " after attempt " + attempt);
        }
        return new Tries(next, failures, waits, doubts, former);
    }

    Tries failed() {
        return new Tries(attempt, failures + 1, waits, doubts, former);
    }

    Tries putOff() {
        return new Tries(attempt, failures, waits + 1, doubts, former);
    }

    Tries doubting() {
        List<Integer> more = new ArrayList<>(doubts);
        more.add(attempt);
        return new Tries(attempt, failures, waits, more, former);
    }

    Tries settled(int doubt) {
        List<Integer> fewer = new ArrayList<>(doubts);
        if (!fewer.removeIf(each -> each == doubt)) {
            throw new IllegalStateException("attempt " + doubt + " is not in doubt: " + doubts);
        }
        return new Tries(attempt, failures, waits, fewer, former);
    }

    Tries having(StepState.Done done) {
        return new Tries(attempt, failures, waits, doubts, done);
    }

    /** The same attempts, none of which counts against the retry policy any more. */
    Tries afresh() {
        return failures == 0 && waits == 0 ? this : new Tries(attempt, 0, 0, doubts, former);
    }

    /** In another saga nobody will ever hear of this one's doubts. */
    Tries withoutDoubts() {
        return doubts.isEmpty() ? this : new Tries(attempt, failures, waits, List.of(), former);
    }
}
