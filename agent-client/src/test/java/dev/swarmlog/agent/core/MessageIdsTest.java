package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    @Test
    void freshOnesDiffer() {
        MessageIds one = new MessageIds(1);
        MessageIds other = new MessageIds(2);

        assertThat(one.fresh()).isNotEqualTo(one.fresh());
        assertThat(one.fresh()).isNotEqualTo(other.fresh());
    }

    @Test
    void derivedOnesFollowFromSourceAndKeyAlone() {
        assertThat(MessageIds.derived("shop", "order-1")).isEqualTo(MessageIds.derived("shop", "order-1"));
        assertThat(MessageIds.derived("shop", "order-1")).isNotEqualTo(MessageIds.derived("shop", "order-2"));
        assertThat(MessageIds.derived("shop", "order-1")).isNotEqualTo(MessageIds.derived("shopo", "rder-1"));
    }

    /** The protocol's example: python3 -c "import hashlib; print(hashlib.sha256(b'shop\0order-1').hexdigest()[:32])". */
    @Test
    void derivedOnesAreUuidsThatAnyLanguageDerives() {
        UUID derived = UUID.fromString(MessageIds.derived("shop", "order-1"));

        assertThat(derived.version()).isEqualTo(8);
        assertThat(derived.variant()).isEqualTo(2);
        assertThat(derived).hasToString("9c85d133-4e23-80c8-b93b-5798cde3d5ff");
    }
}
