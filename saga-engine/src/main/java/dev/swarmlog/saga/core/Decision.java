package dev.swarmlog.saga.core;

import dev.swarmlog.saga.core.fact.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger led to. Where {@code facts} is empty nothing is recorded, and the saga is as it was.
 *
 * @param next the saga after these facts; null only where there was none and there still is none
 */
public record Decision(@Nullable Saga next, List<Fact> facts, List<Effect> effects) {
    public Decision {
        facts = List.copyOf(facts);
        effects = List.copyOf(effects);
    }
}
