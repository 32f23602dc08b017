package dev.swarmlog.bench.registry;

import dev.swarmlog.bench.Bench;
import dev.swarmlog.bench.detection.DetectionPart;
import java.util.List;

/** All that is measured of the registry. Who measures more of it adds a part here. */
public final class RegistryBench {
    private RegistryBench() {}

    public static Bench of(Scale scale) {
        return new Bench(
                "registry",
                List.of(
                        new HeartbeatPart(scale),
                        new MemoryPart(scale),
                        new DiscoveryPart(scale),
                        new RestPart(scale),
                        new DetectionPart(Math.max(30, scale.agents() / 5))));
    }
}
