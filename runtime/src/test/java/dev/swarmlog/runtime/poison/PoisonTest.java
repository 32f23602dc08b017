package dev.swarmlog.runtime.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.StreamsProperties;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.schemas.wire.SchemaRegistryException;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.Severity;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A topology that copies alerts and throws on those from "bomb". */
class PoisonTest {
    private static final String COPIES = "copies";

    private final AtomicBoolean registryAway = new AtomicBoolean();
    private final ServiceContext context = ServiceContext.offline();
    private final Service service = Service.of("test", StreamsTuning.atLeastOnce(100), this::copyAlerts);
    private final TopologyTestDriver driver = new TopologyTestDriver(
            service.topology().apply(registered(context)), StreamsProperties.forTests(service, context));
    private final TestInputTopic<String, byte[]> alerts =
            driver.createInputTopic(context.topics().alerts.name(), new StringSerializer(), new ByteArraySerializer());
    private final TestOutputTopic<String, DeadLetter> deadLetters = driver.createOutputTopic(
            context.topics().deadLetters.name(),
            new StringDeserializer(),
            context.wire().serde(context.topics().deadLetters).deserializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void buriesWhatCannotBeReadAndGoesOn() {
        alerts.pipeInput("k1", "garbage".getBytes(UTF_8));
        alerts.pipeInput("k2", alert("fine"));

        TestRecord<String, DeadLetter> letter = deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo("k1");
        assertThat(letter.value().getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(letter.value().getTopic()).isEqualTo("platform.alerts");
        assertThat(letter.value().getOffset()).isZero();
        assertThat(UTF_8.decode(letter.value().getValue()).toString()).isEqualTo("garbage");
        assertThat(letter.value().getValueBytes()).isEqualTo(7);
        assertThat(header(letter.headers(), "reason")).isEqualTo("UNDECODABLE");
        assertThat(header(letter.headers(), "offset")).isEqualTo("0");
        assertThat(copied()).isEqualTo(1);
        assertThat(buried("UNDECODABLE")).isEqualTo(1);
    }

    @Test
    void keysALetterByCoordinatesWhereTheRecordHasNoKey() {
        alerts.pipeInput(null, new byte[] {1});

        assertThat(deadLetters.readRecord().key()).isEqualTo("platform.alerts-0@0");
    }

    @Test
    void buriesWhatAProcessorThrowsOnAndGoesOn() {
        alerts.pipeInput("k1", alert("bomb"));
        alerts.pipeInput("k2", alert("fine"));

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(letter.getDetail()).isEqualTo("boom");
        assertThat(letter.getValueBytes()).isEqualTo(alert("bomb").length);
        assertThat(copied()).isEqualTo(1);
    }

    @Test
    void stopsWhenOneRecordAfterTheOtherFails() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i <= 100; i++) {
                        alerts.pipeInput("k" + i, alert("bomb"));
                    }
                })
                .isInstanceOf(StreamsException.class)
                .hasRootCauseMessage("boom");
        assertThat(buried("INVALID")).isEqualTo(100);
    }

    @Test
    void buriesNoGoodRecordBecauseTheRegistryIsAway() {
        registryAway.set(true);

        assertThatThrownBy(() -> alerts.pipeInput("k1", alert("fine")))
                .satisfies(failure -> assertThat(Blame.of(failure)).isEqualTo(Blame.WORLD));
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void countsFailuresWithinAMinuteOnly() {
        Fuse fuse = new Fuse();
        for (int i = 0; i < 100; i++) {
            assertThat(fuse.blows(1_000)).isFalse();
        }

        assertThat(fuse.blows(62_000)).isFalse();
    }

    private static ServiceContext registered(ServiceContext context) {
        context.wire().registerSchemas();
        return context;
    }

    private Topology copyAlerts(ServiceContext shared) {
        var serde = shared.wire().serde(shared.topics().alerts);
        Deserializer<Alert> moody = (topic, bytes) -> {
            if (registryAway.get()) {
                throw new SchemaRegistryException(SchemaRegistryException.Kind.UNREACHABLE, "away", null);
            }
            return serde.deserializer().deserialize(topic, bytes);
        };
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        shared.topics().alerts.name(),
                        Consumed.with(Serdes.String(), Serdes.serdeFrom(serde.serializer(), moody)))
                .mapValues(alert -> {
                    if (alert.getSource().equals("bomb")) {
                        throw new IllegalStateException("boom");
                    }
                    return alert;
                })
                .to(COPIES, Produced.with(Serdes.String(), serde));
        return builder.build();
    }

    private byte[] alert(String source) {
        Alert alert = Alert.newBuilder()
                .setSource(source)
                .setSeverity(Severity.INFO)
                .setCode("c")
                .setMessage("m")
                .setAttributes(Map.of())
                .setAtMs(1)
                .build();
        return context.wire().serde(context.topics().alerts).serializer().serialize("", alert);
    }

    private long copied() {
        return driver.createOutputTopic(COPIES, new StringDeserializer(), new StringDeserializer())
                .readRecordsToList()
                .size();
    }

    private double buried(String reason) {
        return context.meters()
                .counter("swarmlog.dead.letters", "service", "test", "topic", "platform.alerts", "reason", reason)
                .count();
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
