package dev.swarmlog.coordinator.session;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.agent.sessions.SessionFollower;
import dev.swarmlog.coordinator.session.http.SessionIndex;
import dev.swarmlog.coordinator.session.http.SessionRoutes;
import dev.swarmlog.runtime.RunningService;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.wiring.TopicCopy;
import dev.swarmlog.v1.SessionStatus;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What sessions add to a service: their part of its topology, their routes, and the client that serves these. */
public final class SessionService {
    private static final int UNAVAILABLE = 503;

    private final SessionConfig config;
    private final AgentLives lives;
    private final AtomicReference<@Nullable SessionClient> client = new AtomicReference<>();
    private final AtomicReference<@Nullable SessionMeters> meters = new AtomicReference<>();

    private SessionService(SessionConfig config, AgentLives lives) {
        this.config = config;
        this.lives = lives;
    }

    /** By what the service hears of agents, participants are lost. */
    public static Service addedTo(Service service, Settings settings, AgentLives lives) {
        SessionService sessions = new SessionService(SessionConfig.from(settings), lives);
        return new Service(
                        service.name(),
                        service.tuning(),
                        context -> SessionTopology.of(
                                        sessions.config, context, sessions.meters(context), sessions.lives)
                                .addTo(service.topology().apply(context)),
                        service.groups(),
                        service.beforeStart(),
                        service.onClose())
                .withBeforeStart(sessions::open)
                .withGroups(running -> List.of(new SessionRoutes(
                        index(running),
                        sessions::connection,
                        (id, createdAtMs, to) -> SessionFollower.open(reach(running.context()), id, createdAtMs, to))))
                .withOnClose(sessions::close);
    }

    private static SessionIndex index(RunningService running) {
        TopicCopy<SessionStatus> copy =
                TopicCopy.of(running, SessionTopology.INDEX, running.context().topics().sessionStatus, "the sessions");
        return new SessionIndex() {
            @Override
            public @Nullable SessionStatus get(String sessionId) {
                return copy.get(sessionId);
            }

            @Override
            public void behind(String cursor, Predicate<SessionStatus> viewer) {
                copy.behind(cursor, viewer);
            }
        };
    }

    /** One, however often the topology is built anew. */
    private SessionMeters meters(ServiceContext context) {
        SessionMeters made =
                meters.updateAndGet(before -> before == null ? new SessionMeters(context.meters()) : before);
        return Objects.requireNonNull(made);
    }

    private void open(ServiceContext context) {
        client.set(SessionClient.connect(reach(context)));
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

    private SessionClient connection() {
        SessionClient open = client.get();
        if (open == null) {
            throw new Problem(UNAVAILABLE, "the front door is not open yet");
        }
        return open;
    }

    private void close() {
        SessionClient open = client.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
