package dev.swarmlog.saga;

import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.saga.records.Answers;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.KeyDeserializer;
import dev.swarmlog.schemas.wire.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Commands for a saga and what agents answer it meet in one task, which alone decides on it. Beside that, every instance
 * reads the whole of sagas.definitions, and is done with what was there before it decides on the first saga.
 */
record SagaTopology(SagaProcessor.Parts parts, KeyValueBytesStoreSupplier sagas) {
    static final String SAGAS = "sagas";
    static final String PARKED = "parked-starts";
    static final String INDEX = "saga-index";
    static final String AHEAD = "sent-ahead";
    static final String EVENTS = "events";
    static final String SUBMITTED = "submitted";
    static final String COMMANDS = "commands";
    static final String REPLIES = "replies";
    static final String STATUS = "status";
    static final String ALERTS = "alerts";

    private static final String ENGINE = "saga-engine";
    private static final String DEFINITIONS = "definitions";

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
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(INDEX), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "status-source",
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer(),
                topics.sagaStatus.name(),
                "status-reader",
                StatusProcessor::new);
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
        sink(topology, EVENTS, topics.sagaEvents.name(), Serdes.ByteArray().serializer());
        sink(topology, SUBMITTED, topics.submitted);
        sink(topology, COMMANDS, topics.sagaCommands);
        sink(topology, STATUS, topics.sagaStatus);
        sink(topology, ALERTS, topics.alerts);
        replies(topology, topics);
        return topology;
    }

    private void source(Topology topology, String name, Topic<?> topic) {
        topology.addSource(
                name, new KeyDeserializer(), parts.wire().serde(topic).deserializer(), topic.name());
    }

    private <V extends SpecificRecord> void sink(Topology topology, String name, Topic<V> topic) {
        sink(topology, name, topic.name(), parts.wire().serde(topic).serializer());
    }

    /** By way of an extractor: Streams lets no sink name a topic that it reads. */
    private static <V> void sink(Topology topology, String name, String topic, Serializer<V> values) {
        topology.addSink(
                name,
                (String key, V value, RecordContext context) -> topic,
                Serdes.String().serializer(),
                values,
                ENGINE);
    }

    /** Where somebody waits on a topic that is none of the family, or in a partition that is not there, anybody may look. */
    private void replies(Topology topology, Topics topics) {
        var values = parts.wire().serde(topics.replies).serializer();
        StreamPartitioner<String, Answers.Addressed> toItsPartition =
                (topic, key, answer, count) -> answer.partition() < 0 || answer.partition() >= count
                        ? Optional.empty()
                        : Optional.of(Set.of(answer.partition()));
        topology.addSink(
                REPLIES,
                (String key, Answers.Addressed answer, RecordContext context) -> topics.isReplyTopic(answer.topic())
                                && topics.named(answer.topic()).isPresent()
                        ? answer.topic()
                        : topics.replies.name(),
                Serdes.String().serializer(),
                (topic, answer) -> values.serialize(topic, answer.reply()),
                toItsPartition,
                ENGINE);
    }
}
