package dev.swarmlog.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.Refusal.Reason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RefusalThrottleTest {
    private static final Refusal UNKNOWN = new Refusal(Reason.UNKNOWN_AGENT, "who?");
    private static final Refusal OLD = new Refusal(Reason.OLD_EPOCH, "again?");

    private final RefusalThrottle throttle = new RefusalThrottle(10_000, 100, 1_000);

    @Test
    void saysTheSameOncePerInterval() {
        assertThat(throttle.mayTell("a", UNKNOWN, 50_000)).isTrue();
        assertThat(throttle.mayTell("a", UNKNOWN, 59_999)).isFalse();
        assertThat(throttle.mayTell("a", OLD, 59_999)).isTrue();
        assertThat(throttle.mayTell("b", UNKNOWN, 59_999)).isTrue();
        assertThat(throttle.mayTell("a", UNKNOWN, 60_000)).isTrue();
    }

    @Test
    void saysNoMoreThanItsShareOfASecond() {
        long told = IntStream.range(0, 10_000)
                .filter(id -> throttle.mayTell("agent-" + id, UNKNOWN, 50_000 + id / 100))
                .count();

        assertThat(told).isEqualTo(100);
    }
}
