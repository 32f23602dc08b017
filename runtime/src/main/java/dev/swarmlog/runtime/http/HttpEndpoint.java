package dev.swarmlog.runtime.http;

import dev.swarmlog.runtime.http.access.Caller;
import dev.swarmlog.runtime.http.access.Gate;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP server: parts add their routes and health, then it starts. What goes wrong in a route is answered with
 * problem details; what is our own fault is logged and tells the caller no more than that.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    static final String PROBLEM_JSON = "application/problem+json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long BODY_BYTES_MAX = 2_000_000;
    /** Longer than clients keep a connection: who hangs up second never meets a request that is under way. */
    private static final long IDLE_MS_MAX = 90_000;

    private final String host;
    private final int port;
    private final Supplier<String> metrics;
    private final Gate gate;
    private final List<RouteGroup> groups = new ArrayList<>();
    private final Map<String, Supplier<Health>> parts = new LinkedHashMap<>();
    private @Nullable Javalin server;

    /** An endpoint of this machine alone; port 0 is any free one; {@code metrics} gives the text of {@code /metrics}. */
    public HttpEndpoint(String host, int port, Supplier<String> metrics) {
        this(host, port, metrics, Gate.open());
    }

    /** An endpoint on the address, for those whom the gate lets in. */
    public HttpEndpoint(String host, int port, Supplier<String> metrics, Gate gate) {
        this.gate = gate;
        this.host = host;
        this.port = port;
        this.metrics = metrics;
        groups.add(new OwnRoutes());
    }

    /** Adds a group of routes, and its chapter to the document; before {@link #start} only. */
    public HttpEndpoint add(RouteGroup group) {
        groups.add(group);
        return this;
    }

    /** What it serves, its own routes first. */
    public List<RouteGroup> groups() {
        return List.copyOf(groups);
    }

    /** Counts a part's health into {@code /health/*}; before {@link #start} only. */
    public HttpEndpoint watch(String part, Supplier<Health> health) {
        parts.put(part, health);
        return this;
    }

    public HttpEndpoint start() {
        Javalin created = Javalin.create(this::configure);
        try {
            // It logs as an error what it throws as well, and who catches that says it better.
            JavalinLogger.enabled = false;
            server = created.start(host, port);
        } catch (JavalinBindException e) {
            throw new PortTaken(host, port, e);
        } finally {
            JavalinLogger.enabled = true;
        }
        return this;
    }

    /** The port that it really serves on. */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.port();
    }

    /** Where a client on this machine finds it. */
    public URI uri() {
        return URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port());
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }

    /** The verbs and paths that the server itself knows, for a test to hold the document against. */
    List<String> served() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint.method + " " + each.endpoint.path)
                .toList();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = BODY_BYTES_MAX;
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new Refusals()));
        config.jetty.addConnector(this::connector);
        config.http.prefer405over404 = true;
        config.routes.exception(Problem.class, (e, ctx) -> problem(ctx, e.status(), e.getMessage(), e.members()));
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> problem(ctx, e.getStatus(), e.getMessage(), Map.copyOf(e.getDetails())));
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            problem(ctx, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "this is our fault; the log says more", Map.of());
        });
        // The first that matches is asked, and what is here is not borrowed from others.
        groups.stream()
                .sorted(Comparator.comparing(group -> group instanceof BorrowedRoutes))
                .forEach(group -> group.routes().forEach(route -> add(config.routes, route)));
    }

    private ServerConnector connector(Server jetty, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MS_MAX);
        return connector;
    }

    private void add(RoutesConfig routes, Route route) {
        routes.addHttpHandler(
                route.verb(), route.path(), ctx -> route.action().run(Call.of(ctx, admit(ctx, route.role()), route)));
    }

    private Caller admit(Context ctx, Role needed) {
        var request =
                new Gate.Request(ctx.header(Header.AUTHORIZATION), ctx.header(Header.HOST), ctx.header(Header.ORIGIN));
        return switch (gate.judge(request, needed)) {
            case Gate.Verdict.Admitted(Caller caller) -> caller;
            case Gate.Verdict.Forbidden(String why) -> throw new Problem(HttpStatus.FORBIDDEN.getCode(), why);
            case Gate.Verdict.Unknown(String why) -> {
                ctx.header(Header.WWW_AUTHENTICATE, "Bearer");
                throw new Problem(HttpStatus.UNAUTHORIZED.getCode(), why);
            }
        };
    }

    /** What every process tells of itself, to anybody: those who probe and scrape have no token. */
    private final class OwnRoutes implements RouteGroup {
        @Override
        public String name() {
            return "process";
        }

        @Override
        public String what() {
            return "How this process does, and what it serves.";
        }

        @Override
        public List<Route> routes() {
            Fields report = Shape.object()
                    .with("status", Shape.oneOf("UP", "DOWN"), "")
                    .with("services", Shape.map(Shape.anything()), "Each service, and why");
            return List.of(
                    Route.get("/health/live", "Whether a restart could help", call -> health(call.http(), Health::live))
                            .gives(report)
                            .gives(503, report, "it could")
                            .by(Role.ANYBODY),
                    Route.get("/health/ready", "Whether all work now", call -> health(call.http(), Health::ready))
                            .gives(report)
                            .gives(503, report, "something does not")
                            .by(Role.ANYBODY),
                    Route.get(
                                    "/metrics",
                                    "All meters, for Prometheus",
                                    call -> call.http()
                                            .contentType(PROMETHEUS_TEXT)
                                            .result(metrics.get()))
                            .givesText(PROMETHEUS_TEXT)
                            .by(Role.ANYBODY),
                    Route.get("/openapi.json", "This document", call -> call.json(OpenApi.document(groups)))
                            .gives(Shape.anything())
                            .by(Role.ANYBODY));
        }
    }

    private void health(Context ctx, Predicate<Health> good) {
        Map<String, Object> services = new LinkedHashMap<>();
        boolean allGood = true;
        for (var part : parts.entrySet()) {
            Health health = part.getValue().get();
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("live", health.live());
            shown.put("ready", health.ready());
            shown.putAll(health.detail());
            services.put(part.getKey(), shown);
            allGood &= good.test(health);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", allGood ? "UP" : "DOWN");
        body.put("services", services);
        ctx.status(allGood ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).json(body);
    }

    private static void problem(Context ctx, int status, @Nullable String detail, Map<String, ?> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", HttpStatus.forStatus(status).getMessage());
        body.put("status", status);
        body.put("detail", detail == null ? "" : detail);
        body.put("instance", ctx.path());
        body.putAll(members);
        ctx.status(status).json(body).contentType(PROBLEM_JSON);
    }
}
