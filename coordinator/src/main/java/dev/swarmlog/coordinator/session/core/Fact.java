package dev.swarmlog.coordinator.session.core;

import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Plan;

/** One thing that happened in a session. */
public sealed interface Fact {
    record Created(Plan plan) implements Fact {}

    record Joined(String participant, String role, Life life) implements Fact {}

    record Left(String participant) implements Fact {}

    /** The agent that it was is dead or gone. */
    record Lost(String participant) implements Fact {}

    /** All are there who are waited for. */
    record Started() implements Fact {}

    record Opened(int phase, Cause cause) implements Fact {}

    record Arrived(int phase, String participant) implements Fact {}

    record Put(String key, long version, String by, Blob value) implements Fact {}

    record Removed(String key, long version) implements Fact {}

    /** The channel accepted a letter. */
    record Sent(String channel, long number, String from, Blob value) implements Fact {}

    record Taken(String channel, long number, String by, String commandId, long untilMs) implements Fact {}

    record Acknowledged(String channel, long number) implements Fact {}

    /** A letter that was taken is to be had again. */
    record Returned(String channel, long number) implements Fact {}

    record ChannelClosed(String channel) implements Fact {}

    record Granted(String resource, String to, long fence, long holdMs, long untilMs) implements Fact {}

    record Renewed(String resource, long fence, long holdMs, long untilMs) implements Fact {}

    record Freed(String resource, long fence, Cause cause) implements Fact {}

    /** A command cannot be answered yet. */
    record WaitBegun(Place place, Waiter waiter) implements Fact {}

    record WaitEnded(Place place, String commandId) implements Fact {}

    /** This is what is told again to whoever repeats the command. */
    record Answered(String commandId, Answer answer) implements Fact {}

    record Ended(Ending ending, String cause) implements Fact {}

    /** Nothing is known of the session any more. */
    record Forgotten() implements Fact {}

    /** What somebody waits at, by its name; a phase by its place in the plan. */
    record Place(Kind kind, String name) {
        public enum Kind {
            PHASE,
            CHANNEL,
            RESOURCE
        }

        public static Place phase(int phase) {
            return new Place(Kind.PHASE, String.valueOf(phase));
        }

        public static Place channel(String name) {
            return new Place(Kind.CHANNEL, name);
        }

        public static Place resource(String name) {
            return new Place(Kind.RESOURCE, name);
        }

        public int phase() {
            return Integer.parseInt(name);
        }
    }

    /** Why something opened or became free. */
    enum Cause {
        ALL,
        QUORUM,
        DEADLINE,
        RELEASED,
        EXPIRED,
        LEFT,
        LOST
    }

    /** How a session is over. */
    enum Ending {
        COMPLETED,
        CANCELLED,
        EXPIRED
    }
}
