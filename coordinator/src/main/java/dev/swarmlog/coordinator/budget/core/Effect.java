package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.Reservation.Requester;

/** What a budget asks of the world. */
public sealed interface Effect {

    /** What became of a request. */
    enum Verdict {
        GRANTED,
        DEGRADED,
        HANDED_OFF,
        /** A person is asked; another answer follows. */
        ASKED,
        REFUSED,
        /** Of anything but a reservation. */
        DONE,
        /** It made no sense. */
        REJECTED
    }

    /**
     * Whoever asked hears of it.
     *
     * @param capability where to go instead
     * @param untilMs GRANTED, DEGRADED, ASKED: so long it stands
     */
    record Answer(
            Requester to, String id, Verdict verdict, Amounts amounts, String capability, String why, long untilMs)
            implements Effect {}

    /** A person should look at it. */
    record Alarm(Kind kind, String path, String id, String text) implements Effect {
        public enum Kind {
            THRESHOLD,
            EXHAUSTED,
            APPROVAL_ASKED,
            EXPIRED
        }
    }

    /** It was said before, or too late; it changed nothing. Counted. */
    record Ignored() implements Effect {}
}
