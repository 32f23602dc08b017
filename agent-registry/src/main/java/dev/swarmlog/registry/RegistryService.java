package dev.swarmlog.registry;

import dev.swarmlog.registry.http.ChangeFeed;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.PlainSchema;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The registry as a service of a process. */
public final class RegistryService {
    public static final String NAME = "agent-registry";

    /**
     * A status is worth little when it is late. Not sooner, by asking for a commit when there is something to tell: Streams
     * then reads a handful of records per transaction, and ten thousand agents that come at once are dead before they are read.
     */
    private static final int COMMIT_MS = 50;

    /** Everything else waits for the registry's verdicts, and its state is small. */
    private static final int STANDBYS = 1;

    private RegistryService() {}

    public static Service service(Settings settings) {
        RegistryConfig config = RegistryConfig.from(settings);
        Discovery discovery = new Discovery(new ChangeFeed(streamsMax(settings)));
        // A client that is built anew goes on where the one before it stopped.
        Map<MeterRegistry, RegistryMetrics> metrics = new ConcurrentHashMap<>();
        Map<MeterRegistry, CanaryWriter> canaries = new ConcurrentHashMap<>();
        return Service.of(
                        NAME,
                        StreamsTuning.exactlyOnce(COMMIT_MS)
                                .withStandbys(STANDBYS)
                                .inAnyOrder()
                                .orAsSet(settings, "SWARMLOG_REGISTRY_"),
                        context -> new RegistryTopology(
                                        context.wire(),
                                        metrics.computeIfAbsent(context.meters(), RegistryMetrics::new),
                                        discovery,
                                        canaries.computeIfAbsent(
                                                context.meters(),
                                                meters -> CanaryWriter.open(
                                                        context,
                                                        config.judgement()
                                                                .canaries()
                                                                .timeoutMs())))
                                .build(config))
                .withBeforeStart(RegistryService::registerChangelog)
                .withOnClose(() -> canaries.values().forEach(CanaryWriter::close))
                .withOnClose(discovery.changes()::endAll)
                .withGroups(running -> {
                    discovery.watch(running::isStreaming);
                    DiscoveryMetrics queries =
                            new DiscoveryMetrics(running.context().meters(), discovery);
                    return List.of(new RegistryRoutes(discovery, queries));
                });
    }

    private static int streamsMax(Settings settings) {
        return settings.whole(
                "SWARMLOG_REGISTRY_STREAMS_MAX",
                100,
                0,
                10_000,
                "So many clients may listen to changes of agents at once");
    }

    private static void registerChangelog(ServiceContext context) {
        Topic<?> changelog = RegistryCodec.changelog(context.topics());
        context.wire().registry().register(changelog.subject(), PlainSchema.of(changelog.schema()));
    }
}
