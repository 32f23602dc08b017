package dev.swarmlog.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.RandomRecords;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody may put on a topic who means us harm: each is poison, at once, and allocates nothing to speak of. */
@Timeout(60)
class HostileValuesTest {
    private static final int TWO_GIGABYTES = Integer.MAX_VALUE;

    private final Topics topics = new Topics("");
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Wire wire = new Wire(topics, registry);
    private final int messageId = registry.register("", PlainSchema.of(topics.submitted.schema()));

    @Test
    void whatIsNotInTheWireFormatIsRefused() {
        assertPoison(topics.submitted, new byte[0]).hasMessageContaining("does not start with a schema id");
        assertPoison(topics.submitted, new byte[] {0, 0, 0, 1}).hasMessageContaining("does not start with a schema id");
        assertPoison(topics.submitted, "{\"json\":1}".getBytes(StandardCharsets.UTF_8))
                .hasMessageContaining("does not start with a schema id");
        assertPoison(topics.submitted, Bytes.value(-5).bytes()).hasMessageContaining("ids of schemas are positive");
    }

    @Test
    void aValueOverTheLimitIsNotEvenLookedAt() {
        assertPoison(topics.submitted, new byte[Limits.RECORD_BYTES_MAX + 1])
                .hasMessageContaining("larger than " + Limits.RECORD_BYTES_MAX);
    }

    @Test
    void bytesThatFollowAfterTheValueAreRefused() {
        byte[] value =
                wire.serde(topics.submitted).serializer().serialize("", new RandomRecords(1).of(topics.submitted));

        assertPoison(topics.submitted, Arrays.copyOf(value, value.length + 3)).hasMessageContaining("3 bytes follow");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] value =
                wire.serde(topics.submitted).serializer().serialize("", new RandomRecords(2).of(topics.submitted));

        for (int length = 0; length < value.length; length++) {
            assertPoison(topics.submitted, Arrays.copyOf(value, length));
        }
    }

    @Test
    void aStringThatDeclaresTwoGigabytesAllocatesNothing() {
        byte[] bomb =
                Bytes.value(messageId).number(TWO_GIGABYTES).raw((byte) 'x').bytes();

        assertCheap(() -> assertPoison(topics.submitted, bomb).hasMessageContaining("a length of 2147483647"));
    }

    @Test
    void aNegativeLengthAndANumberWithoutEndAreRefused() {
        assertPoison(topics.submitted, Bytes.value(messageId).number(-1).bytes())
                .hasMessageContaining("a length of -1");
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertPoison(topics.submitted, Bytes.value(messageId).raw(endless).bytes())
                .hasMessageContaining("more than ten bytes");
    }

    @Test
    void aMapThatDeclaresTwoBillionEntriesAllocatesNothing() {
        for (long count : new long[] {TWO_GIGABYTES, -TWO_GIGABYTES, Long.MAX_VALUE, Long.MIN_VALUE}) {
            byte[] bomb = Bytes.value(messageId)
                    .text("m")
                    .text("t")
                    .text("s")
                    .number(count)
                    .number(1)
                    .text("k")
                    .text("v")
                    .bytes();

            assertCheap(() -> assertPoison(topics.submitted, bomb).hasMessageContaining("more than 10000 items"));
        }
    }

    @Test
    void manyBlocksOfACollectionDoNotAddUpToMoreThanTheLimit() {
        int id = registry.register("", PlainSchema.of(topics.registrations.schema()));
        Bytes bomb = Bytes.value(id).text("a").number(1).number(1).text("s");
        for (int block = 0; block < 12; block++) {
            bomb.number(1_000);
            for (int i = 0; i < 1_000; i++) {
                bomb.text("").text("");
            }
        }

        assertPoison(topics.registrations, bomb.bytes()).hasMessageContaining("more than 10000 items");
    }

    @Test
    void itemsThatTakeNoBytesAreCountedWhereTheyAreSkipped() {
        int id = registry.register("", withField("""
                {"type":"array","items":{"type":"array","items":"null"}}"""));
        Bytes bomb = Bytes.value(id).number(9_000);
        for (int i = 0; i < 9_000; i++) {
            bomb.number(10_000).number(0);
        }

        assertPoison(topics.agentEvents, bomb.bytes()).hasMessageContaining("more than 10000 items");
    }

    @Test
    void aRecursiveSchemaIsRefusedBeforeAValueNestsTenThousandDeep() {
        int id = registry.register("", withField("""
                {"type":"record","name":"Russian","fields":[{"name":"doll","type":["null","Russian"],"default":null}]}"""));
        Bytes bomb = Bytes.value(id);
        for (int depth = 0; depth < 10_000; depth++) {
            bomb.number(1);
        }

        assertPoison(topics.agentEvents, bomb.bytes()).hasMessageContaining("recursive schema is refused");
    }

    @Test
    void aDeepSchemaIsRefused() {
        String deep = "\"int\"";
        for (int depth = 0; depth < 500; depth++) {
            deep = "{\"type\":\"array\",\"items\":" + deep + "}";
        }
        int id = registry.register("", withField(deep));

        assertPoison(topics.agentEvents, Bytes.value(id).number(0).bytes())
                .hasMessageContaining("nested deeper than 32");
    }

    @Test
    void aSchemaThatDoublesWithEachLevelIsRefused() {
        String doubling = "{\"type\":\"record\",\"name\":\"D0\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";
        for (int level = 1; level < 28; level++) {
            doubling = "{\"type\":\"record\",\"name\":\"D" + level + "\",\"fields\":[{\"name\":\"a\",\"type\":"
                    + doubling + "},{\"name\":\"b\",\"type\":\"D" + (level - 1) + "\"}]}";
        }
        int id = registry.register("", withField(doubling));

        assertPoison(topics.agentEvents, Bytes.value(id).bytes()).hasMessageContaining("more than 10000 types");
    }

    @Test
    void aSchemaOfAnotherKindIsPoisonAndNotACrash() {
        int id = registry.register("", Schema.create(Schema.Type.STRING));

        assertPoison(topics.agentEvents, Bytes.value(id).text("x").bytes()).hasMessageContaining("no AgentEvent");
    }

    @Test
    void noClassIsLoadedThatASchemaNames() {
        int id = registry.register("", new Schema.Parser().parse("""
                {"type":"record","name":"AgentEvent","namespace":"dev.swarmlog.v1","fields":[
                  {"name":"agentId","type":{"type":"string","avro.java.string":"Evil","java-class":"java.io.File"}}]}"""));

        assertPoison(topics.agentEvents, Bytes.value(id).text("x").bytes())
                .hasMessageContaining("missing required field");
    }

    @Test
    void randomBytesNeverDoMoreThanFail() {
        Random random = new Random(7);
        RandomRecords records = new RandomRecords(7);
        for (Topic<?> topic : topics.all()) {
            fuzz(topic, random, records);
        }
    }

    private <V extends SpecificRecord> void fuzz(Topic<V> topic, Random random, RandomRecords records) {
        Serde<V> serde = wire.serde(topic);
        int id = registry.idOf("", PlainSchema.of(topic.schema()));
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertValueOrPoison(serde.deserializer(), Bytes.value(id).raw(noise).bytes());
            byte[] value = serde.serializer().serialize("", records.of(topic));
            assertValueOrPoison(serde.deserializer(), mutated(value, random));
        }
    }

    private static byte[] mutated(byte[] value, Random random) {
        byte[] mutated = Arrays.copyOf(value, value.length - (random.nextInt(4) == 0 ? 1 : 0));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = AvroSerializer.HEADER_BYTES + random.nextInt(mutated.length - AvroSerializer.HEADER_BYTES);
            mutated[at] = (byte) (random.nextBoolean() ? random.nextInt() : mutated[at] ^ (1 << random.nextInt(8)));
        }
        return mutated;
    }

    private static void assertValueOrPoison(Deserializer<?> deserializer, byte[] bytes) {
        assertCheap(() -> {
            try {
                assertThat(deserializer.deserialize("", bytes)).isNotNull();
            } catch (SerializationException expected) {
                assertThat(expected).isExactlyInstanceOf(SerializationException.class);
            }
        });
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertPoison(Topic<?> topic, byte[] bytes) {
        Deserializer<?> deserializer = wire.serde(topic).deserializer();
        return assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
                .isExactlyInstanceOf(SerializationException.class);
    }

    /** An AgentEvent with one more field before the others, which our readers skip. */
    private Schema withField(String type) {
        String schema = PlainSchema.of(topics.agentEvents.schema()).toString();
        String extra = "\"fields\":[{\"name\":\"extra\",\"type\":" + type + "},";
        return new Schema.Parser().parse(schema.replaceFirst("\"fields\":\\[", extra));
    }

    private static void assertCheap(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8_000_000);
    }
}
