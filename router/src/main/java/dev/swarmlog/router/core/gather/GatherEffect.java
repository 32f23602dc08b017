package dev.swarmlog.router.core.gather;

import java.util.List;

/** What a gather asks of the world. */
public sealed interface GatherEffect {
    /**
     * Answer the message. Branches that are still asked are of no more interest.
     *
     * @param used the branches whose results make up the answer: in their order, but the chosen one first where one is
     * @param why what is missing; empty when nothing is
     */
    record Close(Ending ending, List<Integer> used, String why) implements GatherEffect {}

    /** The event changed nothing; count it. */
    record Ignore(Reason reason) implements GatherEffect {}

    enum Ending {
        /** It is what was asked for. */
        COMPLETE,
        /** It is made of fewer answers than were asked for. */
        PARTIAL,
        /** It cannot be made of the answers that came. */
        INCOMPLETE,
        /** It was taken back before it could be made. */
        WITHDRAWN
    }

    enum Reason {
        /** It came after the gather had closed. */
        LATE,
        /** The branch has ended before, or the agent has answered for another. */
        DUPLICATE,
        /** Nothing is due. */
        NOTHING_TO_DO
    }
}
