package dev.swarmlog.agent.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.agent.messages.MessageDraft.ReplyTo;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageDraftTest {
    private final MessageDraft draft = MessageDraft.ofType("echo");

    @Test
    void saysInTheMessageWhatItWasTold() {
        Message message = draft.json("{}")
                .capability("calc")
                .versions("^1.2")
                .region("eu")
                .tags("gpu")
                .priority(Priority.HIGH)
                .attribute("k", "old")
                .attribute("k", "new")
                .hops(2)
                .toMessage("m1", 5, 9, new ReplyTo("messages.replies", 3));

        assertThat(message.getRouting().getVersionRange()).isEqualTo("^1.2");
        assertThat(message.getRouting().getTags()).containsExactly("gpu");
        assertThat(message.getAttributes()).containsOnly(Map.entry("k", "new"));
        assertThat(message.getPriority()).isEqualTo(Priority.HIGH);
        assertThat(message.getReplyPartition()).isEqualTo(3);
        assertThat(message.getHops()).isEqualTo(2);
    }

    @Test
    void refusesWhatTheWireWouldRefuse() {
        assertThatThrownBy(() -> draft.payload("x/y", ByteBuffer.allocate(Limits.PAYLOAD_BYTES_MAX + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1000000 bytes")
                .hasMessageContaining("1000001");
        assertThatThrownBy(() -> draft.versions("[1.0,2.0)")).hasMessageContaining("[1.0,2.0)");
        assertThatThrownBy(() -> draft.hops(Limits.HOPS_MAX + 1)).hasMessageContaining("17");
        assertThatThrownBy(() -> draft.maxAttempts(Limits.ATTEMPTS_MAX + 1))
                .hasMessage("1 to 100 attempts is expected, found 101");
        assertThatThrownBy(() -> draft.maxAttempts(0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> draft.timeout(Duration.ZERO)).hasMessageContaining("timeout");
        assertThatThrownBy(() -> MessageDraft.ofType(" ")).hasMessageContaining("type");
        assertThatThrownBy(() -> MessageDraft.ofType(Canary.TYPE)).hasMessageContaining("the registry's own");
    }

    @Test
    void boundsItsAttributesOneByOneAndTogether() {
        String most = "v".repeat(Limits.ATTRIBUTE_CHARS_MAX - 2);

        assertThatThrownBy(() -> draft.attribute("k12", most)).hasMessageContaining("k12 with 4097");
        for (int i = 0; i < 4; i++) {
            draft.attribute("k" + i, most).attribute("k" + i, most);
        }
        assertThatThrownBy(() -> draft.attribute("k", "v")).hasMessageContaining("16386 with k");
    }
}
