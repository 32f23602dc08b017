package dev.swarmlog.router.core;

import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Tries;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.MessageState.Withdrawing;

/** Messages in every state, at one moment. */
final class Messages {
    static final long NOW = 1_000_000;
    static final Policy POLICY = new Policy(30_000, 200, 30_000, 2_000, 1_000, 60_000, 600_000, 10_000);
    static final MessageMachine MACHINE = new MessageMachine(POLICY);
    static final Terms TERMS = new Terms(3, NOW + 60_000, true, false, true, false, 0);
    static final Terms UNAWAITED = new Terms(3, NOW + 60_000, false, false, true, false, 0);
    static final Terms UNTRACKED = new Terms(3, NOW + 60_000, false, false, false, false, 0);
    static final Terms KEYED = new Terms(3, NOW + 60_000, true, true, true, false, 0);

    private Messages() {}

    static Tries tries(int attempt) {
        return new Tries(attempt, 0, false);
    }

    static Withdrawing withdrawing(int attempt) {
        return new Withdrawing(inFlight(attempt), "changed my mind", NOW + 10_000);
    }

    static InFlight inFlight(int attempt) {
        return new InFlight(tries(attempt), "a", 7, NOW - 10, NOW + 20_000);
    }

    static Waiting waiting(int attempt) {
        return new Waiting(tries(attempt), MessageState.NEVER, "");
    }

    static BackingOff backingOff(int attempt) {
        return new BackingOff(tries(attempt), NOW + 100, "busy");
    }

    static Answered answered() {
        return new Answered(Answer.completed("a", 2), NOW + 500);
    }
}
