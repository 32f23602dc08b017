package dev.swarmlog.coordinator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.messages.ClientSettings;
import dev.swarmlog.agent.messages.ClientSettings.WhenFull;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.coordinator.Overview.Stream;
import dev.swarmlog.coordinator.budget.BudgetService;
import dev.swarmlog.coordinator.configs.ConfigService;
import dev.swarmlog.coordinator.dashboard.AgentTableRoutes;
import dev.swarmlog.coordinator.dashboard.Beat;
import dev.swarmlog.coordinator.dashboard.DashboardFiles;
import dev.swarmlog.coordinator.dashboard.NewsRoutes;
import dev.swarmlog.coordinator.session.AgentLives;
import dev.swarmlog.coordinator.session.SessionService;
import dev.swarmlog.coordinator.swarm.SwarmService;
import dev.swarmlog.coordinator.tracker.TrackerService;
import dev.swarmlog.runtime.RunningService;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.settings.Settings;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** The coordinator as a service of a process. */
public final class CoordinatorService {
    public static final String NAME = "coordinator";

    /** Budgets, sessions and swarms commit with what they publish; so long an answer of theirs may take. */
    private static final int COMMIT_MS = 25;

    /** How often those who follow hear of what is new. */
    private static final long BEAT_MS = 1_000;

    private final CoordinatorConfig config;
    private final Overview overview = new Overview();
    private final AgentLives lives = new AgentLives();
    private final BudgetService budgets = new BudgetService();
    private final ConfigService configs = new ConfigService();
    private final RecentLog recent = new RecentLog();
    private final Beat beat;
    private final AtomicReference<@Nullable MessageClient> client = new AtomicReference<>();
    private final AtomicReference<@Nullable TopicSampler> sampler = new AtomicReference<>();
    private final SwarmService swarms;
    private final TrackerService tracker;

    private CoordinatorService(CoordinatorConfig config, SwarmService swarms, TrackerService tracker) {
        this.config = config;
        this.beat = new Beat(config.streamsMax(), BEAT_MS);
        this.swarms = swarms;
        this.tracker = tracker;
    }

    public static Service service(Settings settings) {
        CoordinatorService coordinator = new CoordinatorService(
                CoordinatorConfig.from(settings), SwarmService.of(settings), TrackerService.of(settings));
        Service frontDoor = Service.of(
                        NAME,
                        StreamsTuning.exactlyOnce(COMMIT_MS).orAsSet(settings, "SWARMLOG_COORDINATOR_"),
                        context -> coordinator
                                .tracker
                                .topology(context.wire(), context.meters())
                                .addTo(coordinator
                                        .swarms
                                        .topology(context.wire(), context.meters())
                                        .addTo(CoordinatorTopology.build(
                                                context.wire(),
                                                coordinator.overview,
                                                coordinator.lives,
                                                coordinator.budgets.topology(context.wire(), context.meters())))))
                .withBeforeStart(coordinator::open)
                .withGroups(coordinator::groups)
                .withOnClose(coordinator::close);
        return SessionService.addedTo(frontDoor, settings, coordinator.lives);
    }

    private void open(ServiceContext context) {
        ClusterConfig reach = reach(context);
        ClientSettings settings = ClientSettings.DEFAULT
                .withInFlightMax(config.inFlightMax(), WhenFull.FAIL)
                .withGrace(MessageRoutes.GRACE);
        client.set(MessageClient.connect(reach, settings));
        recent.open(reach);
        budgets.open(reach);
        configs.open(reach);
        swarms.open(reach);
        tracker.open(reach);
        Map<String, Object> properties = new HashMap<>(reach.kafka());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, reach.bootstrapServers());
        TopicSampler sampling = new TopicSampler(Admin.create(properties), context.topics(), overview);
        sampler.set(sampling);
        sampling.every(config.sampleMs());
        measure(context.meters());
    }

    private static ClusterConfig reach(ServiceContext context) {
        var cluster = context.config().cluster();
        return new ClusterConfig(
                cluster.bootstrapServers(),
                context.wire().registry(),
                cluster.topicPrefix(),
                cluster.kafka(),
                context.telemetry().openTelemetry());
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

    /** The chapters of the interface; whoever adds one adds it here. */
    private List<RouteGroup> groups(RunningService running) {
        List<RouteGroup> groups = new ArrayList<>(List.of(
                new DashboardFiles(),
                new OverviewRoutes(overview, beat),
                budgets.routes(),
                configs.routes(),
                swarms.routes(),
                tracker.routes(),
                new AgentTableRoutes(overview::table, beat),
                new NewsRoutes<>(
                        "/alerts",
                        "What a person should look at.",
                        CoordinatorCodec.ALERT,
                        recent.alerts(),
                        CoordinatorCodec::json,
                        beat),
                new NewsRoutes<>(
                        "/decisions",
                        "Why messages went where they went: the share of decisions that routers explain.",
                        CoordinatorCodec.DECISION,
                        recent.decisions(),
                        CoordinatorCodec::json,
                        beat),
                new MessageRoutes(this::connection, config, running.context().meters()),
                new LetterRoutes(() -> reach(running.context()))));
        if (!config.neighbours().isEmpty()) {
            groups.add(new Neighbours(config.neighbours()));
        }
        return groups;
    }

    private MessageClient connection() {
        MessageClient open = client.get();
        if (open == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the front door is not open yet");
        }
        return open;
    }

    private void close() {
        budgets.close();
        configs.close();
        beat.end();
        recent.close();
        swarms.close();
        tracker.close();
        MessageClient open = client.getAndSet(null);
        if (open != null) {
            open.close();
        }
        TopicSampler sampling = sampler.getAndSet(null);
        if (sampling != null) {
            sampling.close();
        }
    }
}
