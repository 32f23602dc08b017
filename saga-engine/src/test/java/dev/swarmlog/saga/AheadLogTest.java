package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Message;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class AheadLogTest {
    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
    private final AheadLog log = new AheadLog(wire.topics().submitted, () -> {
        producers.add(new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()));
        return new LogWriter(wire, producers.getLast());
    });

    private final Ahead one;
    private final Ahead other;

    AheadLogTest() {
        wire.registerSchemas();
        one = log.writer();
        other = log.writer();
    }

    @Test
    void allTasksSendByOneProducer() {
        send(one, "a");
        send(other, "b");

        assertThat(producers).hasSize(1);
        assertThat(producers.getFirst().history()).extracting("key").containsExactly("a", "b");
    }

    @Test
    void theProducerIsOpenAsLongAsATaskNeedsIt() {
        one.close();
        assertThat(producers.getFirst().closed()).isFalse();
        other.close();
        assertThat(producers.getFirst().closed()).isTrue();

        send(log.writer(), "c");
        assertThat(producers).hasSize(2);
        assertThat(producers.getLast().history()).hasSize(1);
    }

    @Test
    void aCommitWaitsForWhatItsTaskSent() {
        send(one, "a");
        assertThat(producers.getFirst().flushed()).isFalse();

        one.settle();
        assertThat(producers.getFirst().flushed()).isTrue();
    }

    @Test
    void whatATaskCouldNotSendHoldsUpItsOwnCommitOnly() {
        send(one, "a");
        send(other, "b");
        producers.getFirst().errorNext(new TimeoutException("the broker is away"));

        assertThatCode(other::settle).doesNotThrowAnyException();
        assertThatThrownBy(one::settle).hasRootCauseMessage("the broker is away");
    }

    /** Kafka's client refuses to deliver within less than it lingers. */
    @Test
    void settingsOfTheInstallationDoNotKeepItFromOpening() {
        ClusterConfig cluster = ClusterConfig.of("127.0.0.1:9", new InMemorySchemaRegistry())
                .withKafka(Map.of("linger.ms", "50", "request.timeout.ms", "30000"));

        assertThatCode(() -> AheadLog.open(cluster).close(Duration.ZERO)).doesNotThrowAnyException();
    }

    private static void send(Ahead ahead, String id) {
        Message message = Message.newBuilder()
                .setMessageId(id)
                .setType("t")
                .setPayload(ByteBuffer.allocate(0))
                .setSubmittedAtMs(1)
                .build();
        ahead.send(message, new RecordHeaders());
    }
}
