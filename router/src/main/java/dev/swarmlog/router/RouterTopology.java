package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.store.Changelog;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.wiring.ArrivalTime;
import dev.swarmlog.runtime.wiring.Sources;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Messages and outcomes of the same messages meet in one task, which alone decides on them, outcomes first. Beside that, every instance
 * reads the whole of agents.status into its index and of routing.rules into its rules, and is done with what was there
 * before it routes the first message.
 */
final class RouterTopology {
    static final String FLIGHTS = "flights";
    static final String DELIVERIES = "deliveries";
    static final String REPLIES = "replies";
    static final String DEAD_LETTERS = "dead-letters";
    static final String OBSERVATIONS = "observations";
    static final String DECISIONS = "decisions";
    static final String ALERTS = "alerts";
    static final String MARKS = "marks";

    private static final String SUBMITTED = "submitted";
    private static final String OUTCOMES = "outcomes";
    private static final String ROUTER = "router";

    private final Wire wire;
    private final RouterProcessor.Parts parts;

    private RouterTopology(Wire wire, RouterProcessor.Parts parts) {
        this.wire = wire;
        this.parts = parts;
    }

    static Topology build(RouterConfig config, ServiceContext context, RouterMeters meters) {
        return build(config, context, meters, new RouterSight());
    }

    /** @param sight is shown the rules and the agents of the new topology */
    static Topology build(RouterConfig config, ServiceContext context, RouterMeters meters, RouterSight sight) {
        Ground broker = new Ground(ArrivalTime::of, Stores.inMemoryKeyValueStore(FLIGHTS), new InboxReader(context));
        return build(config, context, meters, sight, broker);
    }

    /** What a cluster brings; tests bring their own. */
    record Ground(TimestampExtractor arrivalTime, KeyValueBytesStoreSupplier flights, Inboxes inboxes) {}

    static Topology build(
            RouterConfig config, ServiceContext context, RouterMeters meters, RouterSight sight, Ground ground) {
        Topics topics = context.topics();
        Alarms alarms = new Alarms(meters.guards());
        SharedLoads loads =
                new SharedLoads(topics.submitted.partitions(), config.guards().agents(), alarms);
        meters.guards().watch(loads);
        RouterProcessor.Parts parts = new RouterProcessor.Parts(
                config,
                context.wire(),
                new LiveRules(config.rules(), meters.rules()),
                new AgentIndex(),
                loads,
                new Strategies(config.strategies().terms()),
                alarms,
                new ReplyTopics(topics),
                context.telemetry().spans("dev.swarmlog.router"),
                meters,
                ground.inboxes(),
                new Precedence(topics.submitted.partitions()),
                new CommitLull());
        sight.renew(parts.rules(), parts.index());
        return new RouterTopology(context.wire(), parts).wired(topics, ground);
    }

    private Topology wired(Topics topics, Ground ground) {
        Topology topology = new Topology();
        Sources sources = new Sources(topology, wire);
        sources.whole("agents", topics.status, () -> new AgentIndexProcessor(parts.index(), parts.loads()));
        sources.whole("rules", topics.rules, () -> new RuleBookProcessor(parts.rules()));
        sources.add(SUBMITTED, topics.submitted);
        sources.arriving(
                OUTCOMES,
                topics.outcomes,
                (record, time) -> parts.precedence()
                        .shownMs(record.partition(), ground.arrivalTime().extract(record, time)));
        topology.addProcessor(ROUTER, () -> new RouterProcessor(parts), SUBMITTED, OUTCOMES)
                .addStateStore(LiveStore.<Flight>builder(ground.flights(), Changelog.FLEETING), ROUTER);
        sink(topology, DELIVERIES, topics.deliveries);
        sink(topology, REPLIES, topics.replies);
        sink(topology, DEAD_LETTERS, topics.deadLetters);
        sink(topology, OBSERVATIONS, topics.observations);
        sink(topology, DECISIONS, topics.decisions);
        sink(topology, ALERTS, topics.alerts);
        sink(topology, MARKS, topics.outcomes);
        return topology;
    }

    private <V extends SpecificRecord> void sink(Topology topology, String name, Topic<V> topic) {
        Serializer<V> values = wire.serde(topic).serializer();
        List<Optional<Set<Integer>>> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> Optional.of(Set.of(partition)))
                .toList();
        StreamPartitioner<String, Outbound> toItsPartition = (topicName, key, outbound, count) -> {
            int partition = outbound.partition();
            if (partition < 0 || partition >= count) {
                return Optional.empty();
            }
            return partition < partitions.size() ? partitions.get(partition) : Optional.of(Set.of(partition));
        };
        topology.addSink(
                name,
                (String key, Outbound outbound, RecordContext context) -> outbound.topic(),
                Serdes.String().serializer(),
                (topicName, outbound) ->
                        values.serialize(topicName, topic.type().cast(outbound.value())),
                toItsPartition,
                ROUTER);
    }
}
