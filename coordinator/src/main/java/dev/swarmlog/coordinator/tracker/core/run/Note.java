package dev.swarmlog.coordinator.tracker.core.run;

/** One thing that a saga did, as far as it concerns the tracker. Steps go by their index. */
public sealed interface Note {
    record Began(String name, String version) implements Note {}

    /** Something of a step was begun; of a step that does the same for each element, one element. */
    record Tried(int step, int attempt, boolean isElement, long timeoutMs) implements Note {}

    /** An attempt did it; of an element only that one is done. */
    record Succeeded(int step, int attempt, boolean isElement) implements Note {}

    record Failed(int step, int attempt, boolean isElement, Cause cause) implements Note {}

    /** All of it is done, or enough. */
    record Done(int step) implements Note {}

    record GivenUp(int step, Cause cause) implements Note {}

    record Ended(Ending ending) implements Note {}
}
