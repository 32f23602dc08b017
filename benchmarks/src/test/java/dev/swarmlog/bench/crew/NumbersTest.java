package dev.swarmlog.bench.crew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class NumbersTest {
    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());

    @Test
    void findsTheNumberThatItWrote() {
        byte[] key = Numbers.blankKey();

        Numbers.write(key, 0, 1_234_567);

        assertThat(new String(key, StandardCharsets.UTF_8)).isEqualTo("m-0001234567");
        assertThat(Numbers.read(key, 0)).isEqualTo(1_234_567);
    }

    @Test
    void findsNumberAndStatusInAReplyAsItIsOnTheWire() {
        wire.registerSchemas();
        Reply reply = Reply.newBuilder()
                .setMessageId(Numbers.blankId())
                .setStatus(ReplyStatus.COMPLETED)
                .setSubmittedAtMs(1)
                .setRepliedAtMs(2)
                .build();
        byte[] value = Objects.requireNonNull(wire.serde(wire.topics().replies)
                .serializer()
                .serialize(wire.topics().replies.name(), reply));

        Numbers.write(value, Numbers.ID_AT, 42);

        assertThat(Numbers.read(value, Numbers.ID_AT)).isEqualTo(42);
        assertThat(value[Numbers.BEHIND_ID_AT]).isEqualTo(Numbers.COMPLETED);
    }
}
