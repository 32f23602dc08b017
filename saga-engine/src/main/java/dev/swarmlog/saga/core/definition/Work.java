package dev.swarmlog.saga.core.definition;

import org.jspecify.annotations.Nullable;

/** What a step does. */
public sealed interface Work {

    /** One agent does it. */
    record Task(Action action) implements Work {}

    /** Several agents do it, and the router makes one answer of theirs; see Gather in the schemas. */
    record Gather(Action action, String mode, int fanOut, int quorum, String by, int windowMs) implements Work {}

    /** Nothing is done until somebody sends this signal. */
    record WaitSignal(String signal, long timeoutMs) implements Work {}

    /** Nothing is done until a person says yes or no; no fails the step. */
    record Approval(Formula question, long timeoutMs) implements Work {}

    /**
     * Nothing is done for so long.
     *
     * @param delayMs a whole number of milliseconds, 0 or more
     */
    record Timer(Formula delayMs) implements Work {}

    /** Another saga is started, and this step ends as that does. */
    record SubSaga(String name, @Nullable String version, Formula input, long timeoutMs) implements Work {}

    /**
     * The same for each element of a list.
     *
     * @param parallelMax so many at once
     * @param failuresMax with more failed elements the step fails; below it the failed ones are null in the output
     */
    record Each(Formula over, Action action, int parallelMax, int failuresMax) implements Work {}
}
