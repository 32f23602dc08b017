package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.runtime.wiring.ArrivalTime;
import dev.swarmlog.runtime.wiring.Sources;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Cards and beats of an agent meet in one task, which alone decides on it; what is decided is written to agents.status
 * and agents.events. Beside that, every instance reads the whole of agents.status back into its index.
 */
record RegistryTopology(
        Wire wire,
        RegistryMetrics metrics,
        Discovery discovery,
        CanaryOutlet canaries,
        TimestampExtractor arrivalTime,
        KeyValueBytesStoreSupplier agentStore) {
    static final String STORE = "agents";
    static final String STATUS = "status";
    static final String EVENTS = "events";
    static final String ALERTS = "alerts";

    private static final String CARDS = "registrations";
    private static final String BEATS = "heartbeats";
    private static final String SEEN = "observations";
    private static final String REGISTRY = "registry";
    private static final String INDEX = "index";

    RegistryTopology(Wire wire, RegistryMetrics metrics, Discovery discovery, CanaryOutlet canaries) {
        this(wire, metrics, discovery, canaries, ArrivalTime::of, Stores.inMemoryKeyValueStore(STORE));
    }

    Topology build(RegistryConfig config) {
        Topics topics = wire.topics();
        AgentIndex index = discovery.renew();
        Topology topology = new Topology();
        source(topology, CARDS, topics.registrations);
        topology.addSource(
                AutoOffsetReset.earliest(),
                BEATS,
                arrivalTime,
                Serdes.String().deserializer(),
                wire.serde(topics.heartbeats).deserializer(),
                topics.heartbeats.name());
        source(topology, SEEN, topics.observations);
        topology.addProcessor(
                        REGISTRY, () -> new RegistryProcessor(config, topics, metrics, canaries), CARDS, BEATS, SEEN)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        agentStore, Serdes.String(), wire.serde(RegistryCodec.changelog(topics)))
                                .withLoggingEnabled(
                                        RegistryCodec.changelog(topics).brokerConfig()),
                        REGISTRY);
        sink(topology, STATUS, topics.status);
        sink(topology, EVENTS, topics.agentEvents);
        sink(topology, ALERTS, topics.alerts);
        new Sources(topology, wire).whole(INDEX, topics.status, () -> new IndexProcessor(index, discovery.changes()));
        return topology;
    }

    private void source(Topology topology, String name, Topic<?> topic) {
        topology.addSource(
                name, Serdes.String().deserializer(), wire.serde(topic).deserializer(), topic.name());
    }

    private void sink(Topology topology, String name, Topic<?> topic) {
        topology.addSink(
                name,
                topic.name(),
                Serdes.String().serializer(),
                wire.serde(topic).serializer(),
                REGISTRY);
    }
}
