package dev.swarmlog.saga;

import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.TopicCopy;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.KeyDeserializer;
import dev.swarmlog.schemas.wire.Wire;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
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

    /** Small segments that are cleaned soon: a restart reads all of it. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(64 * 1024 * 1024),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
            TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(600_000));

    SagaTopology(SagaProcessor.Parts parts) {
        // On disk: a million sagas that sleep need no memory beyond their timers, and the id of the transaction
        // outlives the process.
        this(parts, Stores.persistentKeyValueStore(SAGAS));
    }

    Topology build() {
        Wire wire = parts.wire();
        Topics topics = wire.topics();
        Topology topology = new Topology();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(DEFINITIONS), Serdes.String(), Serdes.String())
                        .withLoggingDisabled(),
                "definitions-source",
                Serdes.String().deserializer(),
                wire.serde(topics.sagaDefinitions).deserializer(),
                topics.sagaDefinitions.name(),
                "definitions-reader",
                () -> new DefinitionsProcessor(parts.definitions()));
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(SHARES), Serdes.String(), Serdes.String())
                        .withLoggingDisabled(),
                "shares-source",
                Serdes.String().deserializer(),
                wire.serde(topics.improvementStatus).deserializer(),
                topics.improvementStatus.name(),
                "shares-reader",
                () -> new SharesProcessor(parts.definitions().shares()));
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(INDEX), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "status-source",
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer(),
                topics.sagaStatus.name(),
                "status-reader",
                () -> new TopicCopy.Keeper(INDEX));
        source(topology, "commanded", topics.sagaCommands);
        source(topology, "answered", topics.sagaReplies);
        topology.addProcessor(ENGINE, () -> new SagaProcessor(parts), "commanded", "answered")
                .addStateStore(
                        Stores.keyValueStoreBuilder(sagas, Serdes.String(), Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(CHANGELOG),
                        ENGINE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(PARKED),
                                        Serdes.String(),
                                        wire.serde(topics.sagaCommands))
                                .withCachingDisabled()
                                .withLoggingEnabled(CHANGELOG),
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

    private void source(Topology topology, String name, Topic<?> topic) {
        topology.addSource(
                name, new KeyDeserializer(), parts.wire().serde(topic).deserializer(), topic.name());
    }
}
