package dev.swarmlog.bench.hot;

import dev.swarmlog.bench.crew.Payload;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Heartbeat;
import java.nio.ByteBuffer;
import java.util.Map;

/** Records as they travel by the million. */
final class Samples {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final int PAYLOAD_BYTES = 100;

    private Samples() {}

    static Delivery delivery() {
        return new Delivery(
                "m-0000000001/1",
                "m-0000000001",
                "bench-agent-000001",
                NOW_MS,
                1,
                1L,
                30_000,
                NOW_MS,
                NOW_MS + 60_000,
                3,
                "bench.work",
                "bench",
                Map.of("lang", "en"),
                0,
                "application/json",
                ByteBuffer.wrap(Payload.ofBytes(PAYLOAD_BYTES)),
                "");
    }

    static Heartbeat heartbeat() {
        return new Heartbeat(NOW_MS, 1_000L, NOW_MS, 3, 0, 4_000L, 4L, 15.5f, 0.4f, 0.4f, 7_000L);
    }
}
