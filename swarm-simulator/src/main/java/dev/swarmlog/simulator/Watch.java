package dev.swarmlog.simulator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.discovery.AgentListener;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.Sightings;
import dev.swarmlog.simulator.core.ledger.Ledger;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.BreakerState;
import dev.swarmlog.v1.HealthCost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** How the platform sees our agents, by what it writes of them: the registry's verdicts, and what routers observe. */
final class Watch implements AutoCloseable {
    /** What costs less health than this is no reason for anything. */
    private static final double COST_MIN = 0.05;

    private final ToIntFunction<String> agents;
    private final Ledger ledger;
    private final Sightings sightings;
    private final AgentListener listener;
    private final String statusTopic;
    private final Deserializer<AgentStatus> statuses;
    private final Deserializer<AgentObservation> observations;
    private final LogReader reader;
    private final LongAdder undecodable = new LongAdder();
    private final @Nullable AgentState[] states;
    private final long[] versions;
    private final EnumMap<AgentState, Integer> counts = new EnumMap<>(AgentState.class);

    /**
     * @param agents the numbers of our agents; negative where it is somebody else's
     * @param listener hears of everybody's statuses, on the watch's thread
     */
    Watch(
            ClusterConfig cluster,
            Scenario scenario,
            Crew.Context context,
            ToIntFunction<String> agents,
            AgentListener listener) {
        this.agents = agents;
        this.ledger = context.ledger();
        this.sightings = context.sightings();
        this.listener = listener;
        this.states = new AgentState[scenario.agents()];
        this.versions = new long[scenario.agents()];
        Arrays.fill(versions, -1);
        Wire wire = cluster.wire();
        this.statusTopic = wire.topics().status.name();
        this.statuses = wire.serde(wire.topics().status).deserializer();
        this.observations = wire.serde(wire.topics().observations).deserializer();
        this.reader = LogReader.open(cluster, "swarmlog-watch");
        try {
            List<String> topics = new ArrayList<>(List.of(statusTopic));
            if (!scenario.faults().isEmpty()) {
                // One for each agent that works, every second: too much to read for nothing.
                topics.add(wire.topics().observations.name());
            }
            List<TopicPartition> all = new ArrayList<>();
            for (String topic : topics) {
                IntStream.range(0, reader.partitionsOf(topic))
                        .forEach(partition -> all.add(new TopicPartition(topic, partition)));
            }
            reader.readFromEnd(all);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
        reader.start(this::take, false);
    }

    /** Our agents by the states that the registry last gave them. */
    Map<AgentState, Integer> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }

    long undecodable() {
        return undecodable.sum();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            if (!record.topic().equals(statusTopic)) {
                AgentObservation observation = observations.deserialize(record.topic(), record.value());
                if (observation != null && observation.getBreaker() == BreakerState.OPEN) {
                    shown(agents.applyAsInt(observation.getAgentId()), "BREAKER OPEN");
                }
                return;
            }
            if (record.key() != null) {
                take(record.key(), statuses.deserialize(record.topic(), record.value()));
            }
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            undecodable.increment();
        }
    }

    private void take(String agentId, @Nullable AgentStatus status) {
        listener.changed(agentId, status);
        int agent = agents.applyAsInt(agentId);
        if (agent < 0) {
            return;
        }
        AgentState before = states[agent];
        AgentState now = status == null ? null : status.getState();
        if (status != null) {
            if (status.getVersion() <= versions[agent]) {
                ledger.disordered(agent, "status " + status.getVersion() + " came after " + versions[agent]);
            }
            versions[agent] = status.getVersion();
            judge(agent, status, before);
        } else {
            versions[agent] = -1;
        }
        states[agent] = now;
        synchronized (counts) {
            if (before != null) {
                counts.merge(before, -1, Integer::sum);
            }
            if (now != null) {
                counts.merge(now, 1, Integer::sum);
            }
        }
    }

    private void judge(int agent, AgentStatus status, @Nullable AgentState before) {
        AgentState now = status.getState();
        boolean isWell = now == AgentState.HEALTHY;
        if (!isWell && now != AgentState.JOINING) {
            shown(agent, now.name());
        } else if (isWell && before != null && before != now) {
            shown(agent, "HEALTHY AGAIN");
        }
        List<HealthCost> why = status.getWhy();
        if (!why.isEmpty() && why.getFirst().getCost() >= COST_MIN) {
            shown(agent, "COST OF " + why.getFirst().getFactor().name().replace('_', ' '));
        }
    }

    private void shown(int agent, String as) {
        if (agent >= 0) {
            sightings.shown(agent, as, System.currentTimeMillis());
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
