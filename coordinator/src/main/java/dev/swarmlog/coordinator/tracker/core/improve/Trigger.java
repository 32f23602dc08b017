package dev.swarmlog.coordinator.tracker.core.improve;

import dev.swarmlog.coordinator.tracker.core.run.Run;

/** What a proposal hears. */
public sealed interface Trigger {
    /** The history of a definition speaks for it. */
    record Found(String id, String name, String version, Finding finding) implements Trigger {}

    /**
     * A person says yes.
     *
     * @param candidate the version in which the change is
     * @param permille so many of a thousand; 0 means as usual
     */
    record Approved(String by, String why, String candidate, int permille) implements Trigger {}

    /** A person says no, also to what is tried or stays already. */
    record Rejected(String by, String why) implements Trigger {}

    /** A saga of the definition ended. */
    record Ended(Run run) implements Trigger {}

    record TimePassed() implements Trigger {}

    /** Sagas begin by something else than what it would change. */
    record Superseded(String why) implements Trigger {}
}
