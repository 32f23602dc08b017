package dev.swarmlog.coordinator.budget;

import dev.swarmlog.runtime.store.Haste;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.ToldProcessor;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.KeyDeserializer;
import dev.swarmlog.schemas.wire.Wire;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * All commands for a budget meet in one task, which alone decides on it. Beside that, every instance reads the whole of
 * budgets.status.
 */
public record BudgetTopology(Wire wire, BudgetMeters meters, BudgetIndex index) {
    static final String LEDGERS = "ledgers";
    static final String EVENTS = "budget-events";
    static final String STATUS = "budget-status";
    static final String REPLIES = "budget-replies";
    static final String ALERTS = "budget-alerts";

    private static final String INDEX = "budget-index";
    private static final String COMMANDS = "budget-commands";
    private static final String BUDGETS = "budgets";

    /** Small segments that are cleaned soon: a restart reads all of it. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(16 * 1024 * 1024),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
            TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(600_000));

    public Topology addTo(Topology topology) {
        Topics topics = wire.topics();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(INDEX), Serdes.String(), wire.serde(topics.budgetStatus))
                        .withLoggingDisabled(),
                "budget-status-source",
                Serdes.String().deserializer(),
                wire.serde(topics.budgetStatus).deserializer(),
                topics.budgetStatus.name(),
                "budget-status-reader",
                () -> new ToldProcessor<>(INDEX, index::changed));
        topology.addSource(
                COMMANDS,
                new KeyDeserializer(),
                wire.serde(topics.budgetCommands).deserializer(),
                topics.budgetCommands.name());
        // On disk, so that the id of the transaction outlives the process.
        Haste haste = new Haste();
        topology.addProcessor(BUDGETS, () -> new BudgetProcessor(meters, haste), COMMANDS)
                .addStateStore(
                        LiveStore.<BudgetRow>builder(Stores.persistentKeyValueStore(LEDGERS), CHANGELOG), BUDGETS);
        Sinks sinks = new Sinks(topology, wire, BUDGETS);
        sinks.add(EVENTS, topics.budgetEvents);
        sinks.add(STATUS, topics.budgetStatus);
        sinks.add(ALERTS, topics.alerts);
        sinks.replies(REPLIES);
        return topology;
    }
}
