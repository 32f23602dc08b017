package dev.swarmlog.sagas;

/** What must hold of every saga, whatever is killed. */
enum SagaLaw {
    /** Each event follows from the one before it, none is missing, altered or doubled. */
    CHAIN_WHOLE,
    /** The facts fold to a saga by the pure core. */
    FOLDS,
    /** What was started ends, or says that it needs a person. */
    ENDS,
    /** Nothing has a history that nobody started. */
    WAS_STARTED,
    /** The last status is what the history folds to. */
    STATUS_AGREES,
    /** Whoever asked for the end heard it once, as it was. */
    ANSWERED_ONCE,
    /** An attempt succeeds once, with what an agent answered to it, and no answer counts for two. */
    COUNTED_ONCE,
    /** An attempt that began was asked for in the log once, and nothing else was; only what is idempotent may be asked for more often. */
    ASKED_ONCE,
    /** The same signal counts once. */
    HEARD_ONCE,
    /** What is undone was done, and its undoing was told what was done. */
    UNDONE_WAS_DONE,
    /** All that the strategy says is undone, and nothing else. */
    ALL_UNDONE,
    /** In the strategy's order. */
    UNDONE_IN_ORDER,
    /** What an agent did is undone where the saga is, also if nobody heard of it. */
    NOTHING_FORGOTTEN
}
