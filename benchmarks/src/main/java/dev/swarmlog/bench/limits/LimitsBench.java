package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Bench;
import dev.swarmlog.runtime.StreamsTuning.Guarantee;
import java.util.List;

/** All that is measured of Kafka without us. */
public final class LimitsBench {
    private LimitsBench() {}

    public static Bench of(LimitsScale scale) {
        return new Bench(
                "limits",
                List.of(
                        new ProducePart(scale),
                        new ConsumePart(scale),
                        new RelayPart(scale),
                        new StreamsRelayPart("streams", Guarantee.AT_LEAST_ONCE, false, scale),
                        new StreamsRelayPart("streams-store", Guarantee.AT_LEAST_ONCE, true, scale),
                        new StreamsRelayPart("streams-exactly-once", Guarantee.EXACTLY_ONCE, false, scale),
                        new HopPart(scale)));
    }
}
