package dev.swarmlog.coordinator.budget;

import dev.swarmlog.runtime.store.Changelog;
import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.store.Haste;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.Sources;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * All commands for a budget meet in one task, which alone decides on it. Beside that, every instance reads the whole of
 * budgets.status.
 */
public record BudgetTopology(Wire wire, BudgetMeters meters, BudgetIndex index) {
    static final String LEDGERS = "ledgers";
    static final String HOOK = "budget-hook";
    static final String EVENTS = "budget-events";
    static final String STATUS = "budget-status";
    static final String REPLIES = "budget-replies";
    static final String ALERTS = "budget-alerts";

    private static final String INDEX = "budget-index";
    private static final String COMMANDS = "budget-commands";
    private static final String BUDGETS = "budgets";

    public Topology addTo(Topology topology) {
        Topics topics = wire.topics();
        Sources sources = new Sources(topology, wire);
        sources.told(INDEX, topics.budgetStatus, index::changed);
        sources.add(COMMANDS, topics.budgetCommands);
        // On disk, so that the id of the transaction outlives the process.
        Haste haste = new Haste();
        topology.addProcessor(BUDGETS, () -> new BudgetProcessor(meters, haste), COMMANDS)
                .addStateStore(
                        LiveStore.<Row<BudgetRow>>builder(Stores.persistentKeyValueStore(LEDGERS), Changelog.BRIEF),
                        BUDGETS)
                .addStateStore(CommitHook.builder(HOOK), BUDGETS);
        Sinks sinks = new Sinks(topology, wire, BUDGETS);
        sinks.add(EVENTS, topics.budgetEvents);
        sinks.add(STATUS, topics.budgetStatus);
        sinks.add(ALERTS, topics.alerts);
        sinks.replies(REPLIES);
        return topology;
    }
}
