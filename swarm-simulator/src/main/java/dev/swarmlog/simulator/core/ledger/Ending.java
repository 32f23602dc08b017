package dev.swarmlog.simulator.core.ledger;

/** How a message ended for the one who submitted it. */
public enum Ending {
    /** With the right answer. */
    COMPLETED,
    /** With an answer that does not belong to the question. */
    WRONG,
    FAILED,
    REJECTED,
    EXPIRED
}
