package dev.swarmlog.bench.hot;

import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Heartbeat;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is read and written most: a delivery of some 250 bytes, a heartbeat of some 40. */
@State(Scope.Thread)
public class SerdeHot {
    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final String deliveries = wire.topics().deliveries.name();
    private final String heartbeats = wire.topics().heartbeats.name();
    private final Serde<Delivery> deliverySerde = wire.serde(wire.topics().deliveries);
    private final Serde<Heartbeat> heartbeatSerde = wire.serde(wire.topics().heartbeats);
    private final Delivery delivery = Samples.delivery();
    private final Heartbeat heartbeat = Samples.heartbeat();
    private final byte[] writtenDelivery;
    private final byte[] writtenHeartbeat;

    public SerdeHot() {
        wire.registerSchemas();
        writtenDelivery = writeDelivery();
        writtenHeartbeat = writeHeartbeat();
    }

    @Benchmark
    public final byte[] writeDelivery() {
        return Objects.requireNonNull(deliverySerde.serializer().serialize(deliveries, delivery));
    }

    @Benchmark
    public final ByteBuffer readDelivery() {
        return deliverySerde
                .deserializer()
                .deserialize(deliveries, writtenDelivery)
                .getPayload();
    }

    @Benchmark
    public final byte[] writeHeartbeat() {
        return Objects.requireNonNull(heartbeatSerde.serializer().serialize(heartbeats, heartbeat));
    }

    @Benchmark
    public final Heartbeat readHeartbeat() {
        return heartbeatSerde.deserializer().deserialize(heartbeats, writtenHeartbeat);
    }
}
