package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageEvent.Assignment;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the first assignments that former lives of a task made and did not get into its log. They are
 * of submissions that are read again, and of messages that were in line. See docs/decisions/0174.
 */
final class FormerLife {
    static final FormerLife NONE = new FormerLife(new Sent(), 0);

    private final long submittedEnd;
    private Sent sent;

    /** @param submittedEnd where the submissions ended when this life began: a former one can have read none behind that */
    FormerLife(Sent sent, long submittedEnd) {
        this.sent = sent;
        this.submittedEnd = submittedEnd;
    }

    /** Whom a message, or a branch of a gather, was given to; of a gather, somebody who has a branch. */
    @Nullable
    Assignment sent(String id) {
        return sent.first(id);
    }

    /** Whether this life has read all that a former one can have read. */
    boolean isCaughtUpWith() {
        return sent == NONE.sent;
    }

    /** Where this life has come to. Once all is read that a former one can have read, it need not be known any more. */
    void hasRead(long offset) {
        if (offset >= submittedEnd - 1) {
            sent = NONE.sent;
        }
    }
}
