package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.Proposal;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import dev.swarmlog.coordinator.tracker.definition.Catalogue;
import dev.swarmlog.runtime.store.Changelog;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.Sources;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

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

    public Topology addTo(Topology topology) {
        Topics topics = wire.topics();
        Sources sources = new Sources(topology, wire);
        sources.told("tracker-definitions", topics.sagaDefinitions, catalogue::changed);
        sources.told("tracker-index", topics.sagaTracks, index::track);
        sources.told("improvement-index", topics.improvementStatus, index::improvement);
        sources.undecoded(EVENTS, topics.sagaEvents);
        // On disk, so that the id of the transaction outlives the process.
        topology.addProcessor(FOLLOWER, () -> new RunProcessor(config, wire, meters), EVENTS)
                .addStateStore(
                        LiveStore.<Row<Run>>builder(Stores.persistentKeyValueStore(RUNS), Changelog.BRIEF), FOLLOWER);
        new Sinks(topology, wire, FOLLOWER).add("tracker-run-sink", topics.sagaRuns);
        sources.add(ENDED, topics.sagaRuns);
        sources.add(COMMANDS, topics.improvementCommands);
        topology.addProcessor(TRACKER, () -> new TrackProcessor(config, wire, meters, catalogue), ENDED, COMMANDS)
                .addStateStore(
                        LiveStore.<Row<Track>>builder(Stores.persistentKeyValueStore(TRACKS), Changelog.BRIEF), TRACKER)
                .addStateStore(
                        LiveStore.<Row<Proposal>>builder(Stores.persistentKeyValueStore(PROPOSALS), Changelog.BRIEF),
                        TRACKER);
        Sinks sinks = new Sinks(topology, wire, TRACKER);
        sinks.add(TOLD, topics.sagaTracks);
        sinks.add(STATUS, topics.improvementStatus);
        sinks.add(DEFINITIONS, topics.sagaDefinitions);
        sinks.add(ALERTS, topics.alerts);
        sinks.replies(REPLIES);
        return topology;
    }
}
