package dev.swarmlog.simulator.core.ledger;

/** What must never be. */
public enum Breach {
    /** The log took the message, and nobody answered it. */
    LOST,
    /** The work was done again although an agent that was well all along had done it and said so. */
    DOUBLED,
    /** The answer is that of an assignment after which there was a newer one. */
    STALE,
    /** Something came before what it follows from: an answer before the work, a former assignment or status after a newer one. */
    DISORDERED,
    /** Two answers to one message say different things. */
    CONTRADICTED,
    /** The answer belongs to another question. */
    WRONG
}
