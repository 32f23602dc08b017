package dev.swarmlog.coordinator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.messages.ClientSettings;
import dev.swarmlog.agent.messages.ClientSettings.WhenFull;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.coordinator.Overview.Stream;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.settings.Settings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** The coordinator as a service of a process. */
public final class CoordinatorService {
    public static final String NAME = "coordinator";

    /** Sessions, swarms and budgets will commit with what they publish; nothing does yet. */
    private static final int COMMIT_MS = 25;

    private final CoordinatorConfig config;
    private final Overview overview = new Overview();
    private final AtomicReference<@Nullable FrontDoor> frontDoor = new AtomicReference<>();
    private final AtomicReference<@Nullable TopicSampler> sampler = new AtomicReference<>();

    private CoordinatorService(CoordinatorConfig config) {
        this.config = config;
    }

    public static Service service(Settings settings) {
        CoordinatorService coordinator = new CoordinatorService(CoordinatorConfig.from(settings));
        return Service.of(
                        NAME,
                        StreamsTuning.exactlyOnce(COMMIT_MS).orAsSet(settings, "SWARMLOG_COORDINATOR_"),
                        context -> CoordinatorTopology.build(context.wire(), coordinator.overview))
                .withBeforeStart(coordinator::open)
                .withRoutes((routes, running) -> coordinator.addTo(routes))
                .withOnClose(coordinator::close);
    }

    private void open(ServiceContext context) {
        var cluster = context.config().cluster();
        ClusterConfig reach = new ClusterConfig(
                cluster.bootstrapServers(),
                context.wire().registry(),
                cluster.topicPrefix(),
                cluster.kafka(),
                context.telemetry().openTelemetry());
        ClientSettings settings = ClientSettings.DEFAULT
                .withInFlightMax(config.inFlightMax(), WhenFull.FAIL)
                .withGrace(FrontDoor.GRACE);
        frontDoor.set(new FrontDoor(MessageClient.connect(reach, settings), config, context.meters()));
        Map<String, Object> properties = new HashMap<>(cluster.kafka());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        TopicSampler sampling = new TopicSampler(Admin.create(properties), context.topics(), overview);
        sampler.set(sampling);
        sampling.every(config.sampleMs());
        measure(context.meters());
    }

    private void measure(MeterRegistry meters) {
        for (Stream stream : Stream.values()) {
            Gauge.builder(
                            "swarmlog.messages.per.second",
                            () -> overview.messages(stream).perSecond())
                    .tag("stream", stream.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder("swarmlog.agents.known", () -> overview.agents().agents()).register(meters);
        Gauge.builder("swarmlog.agents.capacity", () -> overview.agents().capacity())
                .register(meters);
    }

    private void addTo(RoutesConfig routes) {
        String page = page();
        routes.get("/", ctx -> ctx.html(page));
        routes.get("/overview", ctx -> ctx.json(overview.json()));
        routes.post("/messages", ctx -> {
            FrontDoor open = frontDoor.get();
            if (open == null) {
                throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the front door is not open yet");
            }
            open.post(ctx);
        });
    }

    private void close() {
        FrontDoor open = frontDoor.getAndSet(null);
        if (open != null) {
            open.close();
        }
        TopicSampler sampling = sampler.getAndSet(null);
        if (sampling != null) {
            sampling.close();
        }
    }

    private static String page() {
        try (InputStream resource = CoordinatorService.class.getResourceAsStream("overview.html")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
