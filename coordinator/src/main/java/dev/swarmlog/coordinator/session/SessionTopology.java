package dev.swarmlog.coordinator.session;

import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.store.Changelog;
import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.telemetry.RecordSpans;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.Sources;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * What the coordinator's topology has of sessions: the commands of a session meet in one task, which alone decides on it;
 * and every instance reads all of sessions.status, so that any of them shows any session.
 */
public record SessionTopology(
        SessionConfig config, Wire wire, SessionMeters meters, AgentLives lives, RecordSpans spans) {
    static final String SESSIONS = "sessions";
    static final String WRITTEN = "sessions-written";
    static final String INDEX = "session-index";
    static final String EVENTS = "session-events";
    static final String REPLIES = "session-replies";
    static final String STATUS = "session-status";

    private static final String COMMANDS = "session-commands";
    private static final String DECIDER = "session-decider";

    public static SessionTopology of(
            SessionConfig config, ServiceContext context, SessionMeters meters, AgentLives lives) {
        return new SessionTopology(
                config, context.wire(), meters, lives, context.telemetry().spans("dev.swarmlog.coordinator.session"));
    }

    public Topology addTo(Topology topology) {
        // On disk, so that the id of the transaction outlives the process.
        return addTo(topology, Stores.persistentKeyValueStore(SESSIONS));
    }

    Topology addTo(Topology topology, KeyValueBytesStoreSupplier sessions) {
        Topics topics = wire.topics();
        Sources sources = new Sources(topology, wire);
        sources.add(COMMANDS, topics.sessionCommands);
        topology.addProcessor(DECIDER, () -> new SessionProcessor(config, meters, lives, spans), COMMANDS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(sessions, Serdes.String(), Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(Changelog.FLEETING),
                        DECIDER)
                .addStateStore(CommitHook.builder(WRITTEN), DECIDER);
        Sinks sinks = new Sinks(topology, wire, DECIDER);
        sinks.add(EVENTS, topics.sessionEvents);
        sinks.add(STATUS, topics.sessionStatus);
        sinks.addressed(REPLIES, topics.sessionReplies, topic -> false);
        sources.copied(Stores.inMemoryKeyValueStore(INDEX), topics.sessionStatus);
        return topology;
    }
}
