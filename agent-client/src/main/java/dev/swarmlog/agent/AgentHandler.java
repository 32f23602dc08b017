package dev.swarmlog.agent;

/** What an agent does with a delivery. Called by many threads at once, up to the agent's concurrency. */
@FunctionalInterface
public interface AgentHandler {
    /**
     * Does the work. A thrown {@link AgentFailure} says itself what it means for the next attempt;
     * {@link IllegalArgumentException}, {@link UnsupportedOperationException} and {@link ClassCastException} say that
     * the message is bad and no attempt will do better; everything else may go better elsewhere.
     */
    Result handle(HandlerContext context) throws Exception;
}
