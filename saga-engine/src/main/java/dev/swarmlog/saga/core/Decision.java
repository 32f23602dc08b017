package dev.swarmlog.saga.core;

import dev.swarmlog.saga.core.fact.Fact;
import java.util.List;

/** What a trigger led to: nothing was recorded where {@code facts} is empty. */
public record Decision(List<Fact> facts, List<Effect> effects) {
    public Decision {
        facts = List.copyOf(facts);
        effects = List.copyOf(effects);
    }
}
