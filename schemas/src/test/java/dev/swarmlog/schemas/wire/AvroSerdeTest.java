package dev.swarmlog.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.RandomRecords;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Routing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private final Topics topics = new Topics("");
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Wire wire = new Wire(topics, registry);

    @Test
    void everyTypeOfTheCatalogueSurvivesTheWire() {
        RandomRecords records = new RandomRecords(1);

        for (Topic<?> topic : topics.all()) {
            for (int i = 0; i < 200; i++) {
                assertRoundTrip(topic, records);
            }
        }
    }

    private <V extends SpecificRecord> void assertRoundTrip(Topic<V> topic, RandomRecords records) {
        Serde<V> serde = wire.serde(topic);
        V value = records.of(topic);

        byte[] bytes = serde.serializer().serialize(topic.name(), value);

        assertThat(serde.deserializer().deserialize(topic.name(), bytes)).isEqualTo(value);
    }

    @Test
    void readersOfAvroItselfReadWhatIsWritten() throws Exception {
        Message message = aMessage().setAttributes(Map.of("käse", "漢字🐝")).build();
        byte[] bytes = wire.serde(topics.submitted).serializer().serialize("", message);
        Schema plain = PlainSchema.of(topics.submitted.schema());

        GenericRecord read = new GenericDatumReader<GenericRecord>(plain)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));

        assertThat(read.get("messageId")).hasToString("m-1");
        assertThat(read.get("attributes")).hasToString("{käse=漢字🐝}");
        assertThat(read.get("payload")).isEqualTo(message.getPayload());
    }

    @Test
    void nullStaysNullAsTombstonesMust() {
        Serde<Message> serde = wire.serde(topics.submitted);

        assertThat(serde.serializer().serialize("", null)).isNull();
        assertThat(serde.deserializer().deserialize("", (byte[]) null)).isNull();
    }

    @Test
    void aValueWrittenWithANewerSchemaIsReadWithItsUnknownFieldsSkippedAndItsUnknownSymbolsAsUnknown() {
        Schema newer = new Schema.Parser()
                .parse(
                        PlainSchema.of(topics.agentEvents.schema())
                                .toString()
                                .replace("\"REJECTED\"", "\"REJECTED\",\"PROMOTED\"")
                                .replace(
                                        "{\"name\":\"epoch\"",
                                        "{\"name\":\"rank\",\"type\":{\"type\":\"map\",\"values\":\"long\"},\"default\":{}},{\"name\":\"epoch\""));
        byte[] bytes = Bytes.value(registry.register("", newer))
                .text("a-1")
                .number(8)
                .number(1)
                .text("rank")
                .number(3)
                .number(0)
                .number(7)
                .text("for good work")
                .number(99)
                .bytes();

        AgentEvent read = wire.serde(topics.agentEvents).deserializer().deserialize("", bytes);

        assertThat(read).isEqualTo(new AgentEvent("a-1", AgentEventType.UNKNOWN, 7L, "for good work", 99L));
    }

    @Test
    void aValueWrittenWithAnOlderSchemaIsReadWithDefaults() {
        Schema older = new Schema.Parser().parse("""
                {"type":"record","name":"AgentEvent","namespace":"dev.swarmlog.v1","fields":[
                  {"name":"atMs","type":"long"},{"name":"agentId","type":"string"},{"name":"epoch","type":"int"},
                  {"name":"type","type":{"type":"enum","name":"AgentEventType","symbols":["DEAD","UNKNOWN"]}}]}""");
        byte[] bytes = Bytes.value(registry.register("", older))
                .number(99)
                .text("a-1")
                .number(7)
                .number(0)
                .bytes();

        AgentEvent read = wire.serde(topics.agentEvents).deserializer().deserialize("", bytes);

        assertThat(read).isEqualTo(new AgentEvent("a-1", AgentEventType.DEAD, 7L, "", 99L));
    }

    @Test
    void theLargestLegalMessageIsWrittenAndReadAndALargerOneIsRefused() {
        Serde<Message> serde = wire.serde(topics.submitted);
        ByteBuffer payload = ByteBuffer.allocate(Limits.PAYLOAD_BYTES_MAX);
        String id = "漢".repeat(Limits.ID_CHARS_MAX);
        Message.Builder largest = aMessage()
                .setMessageId(id)
                .setType(id)
                .setSource(id)
                .setReplyTopic(id)
                .setCorrelationKey(id)
                .setIdempotencyKey(id)
                .setContentType(id)
                .setAttributes(Map.of("漢".repeat(Limits.ATTRIBUTES_CHARS_MAX), ""))
                .setRouting(Routing.newBuilder()
                        .setTags(Collections.nCopies(Limits.TAGS_MAX, id))
                        .build())
                .setPayload(payload);

        byte[] bytes = serde.serializer().serialize("", largest.build());

        assertThat(serde.deserializer().deserialize("", bytes).getPayload()).isEqualTo(payload);
        largest.setPayload(ByteBuffer.allocate(Limits.VALUE_BYTES_MAX));
        assertThatThrownBy(() -> serde.serializer().serialize("t", largest.build()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Message to t")
                .hasMessageContaining(String.valueOf(Limits.VALUE_BYTES_MAX));
    }

    @Test
    void aRecordWithoutARequiredFieldIsNamed() {
        assertThatThrownBy(() -> wire.serde(topics.submitted).serializer().serialize("t", new Message()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot write a Message to t");
    }

    @Test
    void oneSerdeServesManyThreads() throws Exception {
        Serde<Message> serde = wire.serde(topics.submitted);
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            RandomRecords records = new RandomRecords(seed);
            writers.add(() -> {
                for (int i = 0; i < 2_000; i++) {
                    Message message = records.of(topics.submitted);
                    byte[] bytes = serde.serializer().serialize("", message);
                    if (!serde.deserializer().deserialize("", bytes).equals(message)) {
                        return false;
                    }
                }
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            for (Future<Boolean> intact : threads.invokeAll(writers)) {
                assertThat(intact.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Message.Builder aMessage() {
        return Message.newBuilder()
                .setMessageId("m-1")
                .setType("echo")
                .setPriority(Priority.HIGH)
                .setSubmittedAtMs(1_700_000_000_000L)
                .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
}
