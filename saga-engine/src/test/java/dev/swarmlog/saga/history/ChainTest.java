package dev.swarmlog.saga.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.saga.RandomFacts;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.SagaEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final byte[] NONE = new byte[0];

    private final Serde<SagaEvent> serde = serde();

    private static Serde<SagaEvent> serde() {
        Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
        wire.registerSchemas();
        return wire.serde(wire.topics().sagaEvents);
    }

    @Test
    void aChainThatIsWholeIsFollowedToItsEnd() {
        List<byte[]> history = history("order-1", 5);

        Chain chain = new Chain("order-1");

        assertThat(history)
                .allSatisfy(record -> assertThat(follow(chain, record)).isNull());
        assertThat(chain.version()).isEqualTo(5);
    }

    @Test
    void anyByteThatIsAlteredIsFound() {
        byte[] record = history("order-1", 1).get(0);

        for (int at = 5; at < record.length; at++) {
            byte[] altered = record.clone();
            altered[at] ^= 1;

            assertThat(Seal.isIntact(altered)).as("byte %d", at).isFalse();
        }
        assertThat(Seal.isIntact(record)).isTrue();
    }

    @Test
    void aRegistryThatKnowsTheSchemaUnderAnotherIdLeavesTheSealWhole() {
        byte[] record = history("order-1", 1).get(0);
        record[4] = 77;

        assertThat(Seal.isIntact(record)).isTrue();
    }

    @Test
    void whatIsMissingDoubledOrSwappedIsNamed() {
        List<byte[]> history = history("order-1", 4);

        assertThat(first(history.get(0), history.get(2))).contains("version 2 is expected, found 3");
        assertThat(first(history.get(0), history.get(0), history.get(0))).isNull(); // three lives of one event each
        assertThat(first(history.get(0), history.get(1), history.get(1))).contains("version 3 is expected, found 2");
        assertThat(first(history.get(1))).contains("version 1 is expected, found 2");
    }

    @Test
    void anEventOfAnotherHistoryDoesNotFollow() {
        List<byte[]> one = history("order-1", 2);
        List<byte[]> other = history("order-1", 2);

        assertThat(first(one.get(0), other.get(1))).contains("does not follow");
        assertThat(first(history("order-2", 1).get(0))).contains("'order-2'");
    }

    @Test
    void aSagaThatWasForgottenMayLiveAgain() {
        List<byte[]> twice = new ArrayList<>(history("order-1", 3));
        twice.addAll(history("order-1", 2));

        assertThat(first(twice.toArray(byte[][]::new))).isNull();
    }

    @Test
    void whatIsNoOpenEventIsNotSealed() {
        byte[] sealed = history("order-1", 1).get(0);
        sealed[sealed.length - 1] = 1;

        assertThatThrownBy(() -> Seal.seal(sealed)).isInstanceOf(IllegalArgumentException.class);
    }

    private @Nullable String first(byte[]... records) {
        Chain chain = new Chain("order-1");
        for (byte[] record : records) {
            String wrong = follow(chain, record);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private @Nullable String follow(Chain chain, byte[] record) {
        return chain.follow(serde.deserializer().deserialize("", record), record);
    }

    private List<byte[]> history(String sagaId, int length) {
        RandomFacts random = new RandomFacts(System.nanoTime());
        List<byte[]> history = new ArrayList<>();
        byte[] previous = NONE;
        for (int version = 1; version <= length; version++) {
            Fact fact = random.record(Fact.Resumed.class);
            SagaEvent open = new SagaEvent(
                    sagaId,
                    (long) version,
                    1_000L + version,
                    "RESUME",
                    "hash",
                    List.of(FactCodec.wire(fact)),
                    ByteBuffer.wrap(previous),
                    ByteBuffer.wrap(NONE));
            byte[] sealed = Seal.seal(Objects.requireNonNull(serde.serializer().serialize("", open)));
            history.add(sealed);
            previous = Seal.hashOf(sealed);
        }
        return history;
    }
}
