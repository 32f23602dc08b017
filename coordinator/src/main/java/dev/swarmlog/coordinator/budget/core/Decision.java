package dev.swarmlog.coordinator.budget.core;

import java.util.List;

/** What a request led to. Where {@code facts} is empty nothing is recorded, and the ledger is as it was. */
public record Decision(List<Fact> facts, List<Effect> effects) {
    public Decision {
        facts = List.copyOf(facts);
        effects = List.copyOf(effects);
    }
}
