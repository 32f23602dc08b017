package dev.swarmlog.router.core;

/** What can happen to a message. The fence is that of the delivery which an agent speaks of. */
public sealed interface MessageEvent {
    record Submitted() implements MessageEvent {}

    /** Some agent may have room now. */
    record CapacityFreed() implements MessageEvent {}

    /** The agent has taken the work on, or is still at it. */
    record Progressed(int fence) implements MessageEvent {}

    record Completed(int fence, String agentId) implements MessageEvent {}

    /** The agent failed, or would not begin. */
    record Failed(int fence, FailureClass failureClass, String error, long retryAfterMs) implements MessageEvent {}

    /** The agent is dead, gone or another by now: this start of it and all before will not report any more. */
    record AgentLost(String agentId, long epoch) implements MessageEvent {}

    /** The time for which the state asked has come. */
    record TimedOut() implements MessageEvent {}
}
