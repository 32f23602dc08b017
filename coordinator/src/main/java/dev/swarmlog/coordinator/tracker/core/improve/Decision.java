package dev.swarmlog.coordinator.tracker.core.improve;

import org.jspecify.annotations.Nullable;

/**
 * What a trigger makes of a proposal.
 *
 * @param next null where there is none
 * @param refusal why nothing came of what a person said; empty otherwise
 */
public record Decision(@Nullable Proposal next, String refusal) {
    static Decision of(@Nullable Proposal next) {
        return new Decision(next, "");
    }
}
