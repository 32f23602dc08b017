package dev.swarmlog.audit;

/** What must hold of every message and agent, whatever is killed; the numbers are those of the design's invariants. */
public enum Law {
    /** 2: an accepted message ends. */
    ENDS,
    /** 2: its ends, if there are several, say the same, and are not a reply and a dead letter, unless it was submitted anew. */
    ENDS_ONCE,
    /** 2: nothing ends, and nothing is delivered, that nobody submitted. */
    WAS_SUBMITTED,
    /** 6: a reply that holds a result holds that of one outcome of one delivery, to the letter. */
    RESULT_WAS_TOLD,
    /** 6: no result counts whose message another agent has by then. */
    NO_STALE_RESULT,
    /** 6: work goes on to another agent only when its lease is over, its agent lost, or it failed. */
    SENT_AGAIN_FOR_A_REASON,
    /** 7: nobody is sent work who was declared dead a while ago, or never registered. */
    SENT_TO_THE_LIVING,
    /** 7: nobody is sent work whose deadline is over. */
    SENT_IN_TIME,
    /** 8: an older start of an agent never takes the place of a newer one. */
    EPOCHS_RISE,
    /** 9: a message is tried no more often than it may be. */
    ATTEMPTS_BOUNDED,
    /** 9: an agent has no more work at once than it may have. */
    WORK_BOUNDED
}
