package dev.swarmlog.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.BreakerState;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.HealthCost;
import dev.swarmlog.v1.HealthFactor;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Liveness;
import dev.swarmlog.v1.Location;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/**
 * Byte for byte what Python writes: {@code b'\0' + struct.pack('>I', id)} and fastavro's {@code schemaless_writer} with
 * the newest version of the type's history.
 */
class ConfluentWireTest {
    private static final int ID = 0x01020304;

    private final Topics topics = new Topics("");

    @Test
    void anObservationIsWrittenAsPythonWritesIt() {
        AgentObservation observation = AgentObservation.newBuilder()
                .setAgentId("käse-1")
                .setEpoch(1_700_000_000_000L)
                .setObserver("router-0_1")
                .setFromMs(-1)
                .setToMs(1L << 62)
                .setSent(300)
                .setCompleted(127)
                .setFailedByClass(Map.of("RETRYABLE", 128L))
                .setLatencyMsMean(1.5f)
                .setBreaker(BreakerState.HALF_OPEN)
                .setTrailingFailures(3)
                .setCanariesAnswered(64)
                .build();

        assertWire(
                topics.observations,
                observation,
                "00010203040e6bc3a473652d3180a0abfef96214726f757465722d305f310180808080808080808001d804fe0102"
                        + "12524554525941424c458002000000c03f000080bf06068001");
    }

    @Test
    void aStatusIsWrittenAsPythonWritesIt() {
        AgentCard card = AgentCard.newBuilder()
                .setAgentId("a")
                .setEpoch(1)
                .setIntent(Intent.JOIN)
                .setCapabilities(List.of(new Capability("echo", "1.0.0"), new Capability("sum", "2.1.0")))
                .setTags(List.of("gpu"))
                .setLocation(new Location("eu", ""))
                .setConcurrency(8)
                .setWeight(0.5)
                .setInboxPartition(3)
                .setHeartbeatIntervalMs(1_000)
                .setWrittenAtMs(64)
                .build();
        AgentStatus status = AgentStatus.newBuilder()
                .setCard(card)
                .setState(AgentState.HEALTHY)
                .setHealthScore(0.25)
                .setLiveness(Liveness.WORKING)
                .setInFlight(-64)
                .setQueued(63)
                .setVersion(-65)
                .setSinceMs(0)
                .setLastSeenMs(1)
                .setWhy(List.of(new HealthCost(HealthFactor.SATURATION, 0.75)))
                .setProvenAtMs(-2)
                .build();

        assertWire(
                topics.status,
                status,
                "0001020304026102020004086563686f0a312e302e300673756d0a322e312e30000206677075000465750010000000"
                        + "000000e03f06d00f800104000000000000d03f087f7e81010002020a000000000000e83f0003");
    }

    private <V extends SpecificRecord> void assertWire(Topic<V> topic, V value, String hex) {
        Schema writer = PlainSchema.of(topic.schema());
        SchemaRegistry one = new SchemaRegistry() {
            @Override
            public int register(String subject, Schema schema) {
                return ID;
            }

            @Override
            public int idOf(String subject, Schema schema) {
                return ID;
            }

            @Override
            public Schema byId(int id) {
                assertThat(id).isEqualTo(ID);
                return writer;
            }
        };
        Serde<V> serde = new Wire(topics, one).serde(topic);
        byte[] fixture = HexFormat.of().parseHex(hex);

        assertThat(serde.serializer().serialize("", value)).asHexString().isEqualToIgnoringCase(hex);
        assertThat(serde.deserializer().deserialize("", fixture)).isEqualTo(value);
    }
}
