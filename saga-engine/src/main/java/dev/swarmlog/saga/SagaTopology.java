package dev.swarmlog.saga;

import dev.swarmlog.runtime.store.Changelog;
import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.Sources;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Commands for a saga and what agents answer it meet in one task, which alone decides on it. Beside that, every instance
 * reads the whole of sagas.definitions and improvements.status, and is done with what was there before it decides on the
 * first saga.
 */
record SagaTopology(SagaProcessor.Parts parts, KeyValueBytesStoreSupplier sagas) {
    static final String SAGAS = "sagas";
    static final String PARKED = "parked-starts";
    static final String INDEX = "saga-index";
    static final String AHEAD = "sent-ahead";
    static final String EVENTS = "events";
    static final String SUBMITTED = "submitted";
    static final String BUDGETS = "budgets";
    static final String COMMANDS = "commands";
    static final String REPLIES = "replies";
    static final String STATUS = "status";
    static final String ALERTS = "alerts";

    private static final String ENGINE = "saga-engine";
    private static final String DEFINITIONS = "definitions";
    private static final String SHARES = "shares";

    SagaTopology(SagaProcessor.Parts parts) {
        // On disk: a million sagas that sleep need no memory beyond their timers, and the id of the transaction
        // outlives the process.
        this(parts, Stores.persistentKeyValueStore(SAGAS));
    }

    Topology build() {
        Wire wire = parts.wire();
        Topics topics = wire.topics();
        Topology topology = new Topology();
        Sources sources = new Sources(topology, wire);
        sources.whole(DEFINITIONS, topics.sagaDefinitions, () -> new DefinitionsProcessor(parts.definitions()));
        sources.whole(
                SHARES,
                topics.improvementStatus,
                () -> new SharesProcessor(parts.definitions().shares()));
        sources.copied(Stores.persistentKeyValueStore(INDEX), topics.sagaStatus);
        sources.add("commanded", topics.sagaCommands);
        sources.add("answered", topics.sagaReplies);
        topology.addProcessor(ENGINE, () -> new SagaProcessor(parts), "commanded", "answered")
                .addStateStore(
                        Stores.keyValueStoreBuilder(sagas, Serdes.String(), Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(Changelog.LARGE),
                        ENGINE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(PARKED),
                                        Serdes.String(),
                                        wire.serde(topics.sagaCommands))
                                .withCachingDisabled()
                                .withLoggingEnabled(Changelog.LARGE),
                        ENGINE);
        topology.addStateStore(CommitHook.builder(AHEAD), ENGINE);
        Sinks sinks = new Sinks(topology, wire, ENGINE);
        sinks.add(EVENTS, topics.sagaEvents.name(), Serdes.ByteArray().serializer());
        sinks.add(SUBMITTED, topics.submitted);
        sinks.add(BUDGETS, topics.budgetCommands);
        sinks.add(COMMANDS, topics.sagaCommands);
        sinks.add(STATUS, topics.sagaStatus);
        sinks.add(ALERTS, topics.alerts);
        sinks.replies(REPLIES);
        return topology;
    }
}
