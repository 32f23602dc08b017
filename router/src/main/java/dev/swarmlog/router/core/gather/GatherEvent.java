package dev.swarmlog.router.core.gather;

/** What can happen to a gather. */
public sealed interface GatherEvent {
    record BranchAnswered(int branch, String agentId, Finding finding) implements GatherEvent {}

    /** The branch ended without a result. The agent is empty when none was found. */
    record BranchFailed(int branch, String agentId) implements GatherEvent {}

    /** It is taken back, and those who have a branch of it are told so. */
    record Withdrawn(String why) implements GatherEvent {}

    /** Looked at because time passed. */
    record TimedOut() implements GatherEvent {}
}
