package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.Proposal;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import dev.swarmlog.coordinator.tracker.definition.Catalogue;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.ToldProcessor;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.KeyDeserializer;
import dev.swarmlog.schemas.wire.Wire;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Events of a saga meet in one task, which tells when it is over; what became of the sagas of a definition meets in
 * another one, which alone decides on its improvements. Beside that, every instance reads the whole of sagas.definitions,
 * sagas.tracks and improvements.status.
 */
public record TrackerTopology(
        TrackerConfig config, Wire wire, TrackerMeters meters, Catalogue catalogue, TrackIndex index) {
    static final String RUNS = "tracker-runs";
    static final String TRACKS = "tracker-tracks";
    static final String PROPOSALS = "tracker-proposals";
    static final String TOLD = "tracker-told";
    static final String STATUS = "improvement-status";
    static final String DEFINITIONS = "improved-definitions";
    static final String REPLIES = "improvement-replies";
    static final String ALERTS = "improvement-alerts";

    private static final String EVENTS = "tracker-events";
    private static final String FOLLOWER = "tracker-follower";
    private static final String ENDED = "tracker-ended";
    private static final String COMMANDS = "improvement-commands";
    private static final String TRACKER = "tracker";

    /** Small segments that are cleaned soon: a restart reads all of it. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(16 * 1024 * 1024),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
            TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(600_000));

    public Topology addTo(Topology topology) {
        Topics topics = wire.topics();
        told(topology, "tracker-definitions", topics.sagaDefinitions, catalogue::changed);
        told(topology, "tracker-index", topics.sagaTracks, index::track);
        told(topology, "improvement-index", topics.improvementStatus, index::improvement);
        topology.addSource(EVENTS, new KeyDeserializer(), Serdes.ByteArray().deserializer(), topics.sagaEvents.name());
        // On disk, so that the id of the transaction outlives the process.
        topology.addProcessor(FOLLOWER, () -> new RunProcessor(config, wire, meters), EVENTS)
                .addStateStore(LiveStore.<Row<Run>>builder(Stores.persistentKeyValueStore(RUNS), CHANGELOG), FOLLOWER);
        new Sinks(topology, wire, FOLLOWER).add("tracker-run-sink", topics.sagaRuns);
        source(topology, ENDED, topics.sagaRuns);
        source(topology, COMMANDS, topics.improvementCommands);
        topology.addProcessor(TRACKER, () -> new TrackProcessor(config, wire, meters, catalogue), ENDED, COMMANDS)
                .addStateStore(
                        LiveStore.<Row<Track>>builder(Stores.persistentKeyValueStore(TRACKS), CHANGELOG), TRACKER)
                .addStateStore(
                        LiveStore.<Row<Proposal>>builder(Stores.persistentKeyValueStore(PROPOSALS), CHANGELOG),
                        TRACKER);
        Sinks sinks = new Sinks(topology, wire, TRACKER);
        sinks.add(TOLD, topics.sagaTracks);
        sinks.add(STATUS, topics.improvementStatus);
        sinks.add(DEFINITIONS, topics.sagaDefinitions);
        sinks.add(ALERTS, topics.alerts);
        sinks.replies(REPLIES);
        return topology;
    }

    private <V extends SpecificRecord> void told(
            Topology topology, String name, Topic<V> topic, BiConsumer<String, @Nullable V> listener) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), wire.serde(topic))
                        .withLoggingDisabled(),
                name + "-source",
                Serdes.String().deserializer(),
                wire.serde(topic).deserializer(),
                topic.name(),
                name + "-reader",
                () -> new ToldProcessor<>(name, listener));
    }

    private void source(Topology topology, String name, Topic<?> topic) {
        topology.addSource(name, new KeyDeserializer(), wire.serde(topic).deserializer(), topic.name());
    }
}
