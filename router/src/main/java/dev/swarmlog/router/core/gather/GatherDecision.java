package dev.swarmlog.router.core.gather;

import java.util.List;

/** What an event makes of a gather. */
public record GatherDecision(GatherState next, List<GatherEffect> effects) {
    static GatherDecision ignored(GatherState same, GatherEffect.Reason reason) {
        return new GatherDecision(same, List.of(new GatherEffect.Ignore(reason)));
    }
}
