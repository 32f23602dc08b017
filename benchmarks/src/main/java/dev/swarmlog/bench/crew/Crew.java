package dev.swarmlog.bench.crew;

import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Liveness;
import dev.swarmlog.v1.Location;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Agents that are nothing but the registry's verdict on them, which does not change. */
public final class Crew {
    /** What they have room for together at least, so that few agents are not measured by their places. */
    private static final int PLACES = 40_000;

    private static final int CONCURRENCY_MIN = 8;

    private Crew() {}

    /** All of them are there from now on, spread evenly over the inboxes, and each can do all of it. */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // what fails here leaves nobody to route to, which is found out at once
    public static void publish(String bootstrapServers, Wire wire, int agents, String... capabilities) {
        var serializer = wire.serde(wire.topics().status).serializer();
        String topic = wire.topics().status.name();
        try (KafkaProducer<byte[], byte[]> producer = Producers.open(Producers.patient(bootstrapServers))) {
            for (int agent = 0; agent < agents; agent++) {
                AgentStatus status =
                        status(agent, agents, wire.topics().deliveries.partitions(), capabilities);
                byte[] key = status.getCard().getAgentId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, status)));
            }
        }
    }

    private static AgentStatus status(int agent, int agents, int inboxes, String... capabilities) {
        long nowMs = System.currentTimeMillis();
        AgentCard card = AgentCard.newBuilder()
                .setAgentId(String.format(Locale.ROOT, "bench-agent-%06d", agent))
                .setEpoch(nowMs)
                .setIntent(Intent.JOIN)
                .setServiceType("worker")
                .setCapabilities(Arrays.stream(capabilities)
                        .map(name -> new Capability(name, "1.0.0"))
                        .toList())
                .setLocation(new Location("region-" + agent % 4, "zone-" + agent % 12))
                .setConcurrency(Math.max(CONCURRENCY_MIN, PLACES / agents))
                .setInboxPartition(agent % inboxes)
                .setWrittenAtMs(nowMs)
                .build();
        return AgentStatus.newBuilder()
                .setCard(card)
                .setState(AgentState.HEALTHY)
                .setHealthScore(1)
                .setLiveness(Liveness.WORKING)
                .setVersion(1)
                .setSinceMs(nowMs)
                .setLastSeenMs(nowMs)
                .build();
    }
}
