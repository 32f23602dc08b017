package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.runtime.store.Changelog;
import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.wiring.Sinks;
import dev.swarmlog.runtime.wiring.Sources;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** A swarm belongs to one task. Beside that, every instance reads the whole of swarms.status. */
public final class SwarmTopology {
    static final String STARTS = "swarm-starts";
    static final String STATES = "swarm-states";
    static final String LOADS = "swarm-loads";
    static final String HOOK = "swarm-hook";
    static final String SUBMITTED = "swarm-submitted";
    static final String BUDGETS = "swarm-budgets";
    static final String RESULTS = "swarm-results";
    static final String EVENTS = "swarm-events";
    static final String STATUS = "swarm-status";
    static final String POSITIONS = "swarm-positions";
    static final String REPLIES = "swarm-replies";
    static final String ALERTS = "swarm-alerts";

    private static final String COMMANDS = "swarm-commands";
    private static final String ANSWERED = "swarm-answered";
    private static final String INDEX = "swarm-index";
    private static final String SWARMS = "swarms";

    private final Wire wire;
    private final SwarmProcessor.Parts parts;
    private final SwarmIndex index;

    SwarmTopology(Wire wire, SwarmProcessor.Parts parts, SwarmIndex index) {
        this.wire = wire;
        this.parts = parts;
        this.index = index;
    }

    public Topology addTo(Topology topology) {
        Topics topics = wire.topics();
        Sources sources = new Sources(topology, wire);
        sources.told(INDEX, topics.swarmStatus, index::changed);
        sources.add(COMMANDS, topics.swarmCommands);
        sources.add(ANSWERED, topics.swarmReplies);
        // On disk, so that the id of the transaction outlives the process.
        topology.addProcessor(SWARMS, () -> new SwarmProcessor(parts), COMMANDS, ANSWERED)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(STARTS),
                                        Serdes.String(),
                                        wire.serde(topics.swarmCommands))
                                .withCachingDisabled()
                                .withLoggingEnabled(Changelog.BRIEF),
                        SWARMS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(LOADS),
                                        Serdes.String(),
                                        wire.serde(topics.swarmCommands))
                                .withCachingDisabled()
                                .withLoggingEnabled(Changelog.BRIEF),
                        SWARMS)
                .addStateStore(CommitHook.builder(HOOK), SWARMS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(STATES), Serdes.String(), Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(Changelog.BRIEF),
                        SWARMS);
        Sinks sinks = new Sinks(topology, wire, SWARMS);
        sinks.add(SUBMITTED, topics.submitted);
        sinks.add(BUDGETS, topics.budgetCommands);
        sinks.add(RESULTS, topics.swarmResults);
        sinks.add(EVENTS, topics.swarmEvents);
        sinks.add(STATUS, topics.swarmStatus);
        sinks.add(POSITIONS, topics.swarmPositions);
        sinks.add(ALERTS, topics.alerts);
        sinks.replies(REPLIES);
        return topology;
    }
}
