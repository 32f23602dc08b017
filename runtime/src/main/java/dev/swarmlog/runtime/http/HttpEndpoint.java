package dev.swarmlog.runtime.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP server: parts add their routes and health, then it starts. What goes wrong in a route is answered with
 * problem details; what is our own fault is logged and tells the caller no more than that.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long BODY_BYTES_MAX = 2_000_000;

    private final String host;
    private final int port;
    private final Supplier<String> metrics;
    private final List<Consumer<RoutesConfig>> routes = new ArrayList<>();
    private final Map<String, Supplier<Health>> parts = new LinkedHashMap<>();
    private @Nullable Javalin server;

    /** An endpoint on the address; port 0 is any free one; {@code metrics} gives the text of {@code /metrics}. */
    public HttpEndpoint(String host, int port, Supplier<String> metrics) {
        this.host = host;
        this.port = port;
        this.metrics = metrics;
    }

    /** Adds routes; before {@link #start} only. */
    public HttpEndpoint routes(Consumer<RoutesConfig> added) {
        routes.add(added);
        return this;
    }

    /** Counts a part's health into {@code /health/*}; before {@link #start} only. */
    public HttpEndpoint watch(String part, Supplier<Health> health) {
        parts.put(part, health);
        return this;
    }

    public HttpEndpoint start() {
        Javalin created = Javalin.create(this::configure);
        try {
            server = created.start(host, port);
        } catch (JavalinBindException e) {
            throw new PortTaken(host, port, e);
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

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = BODY_BYTES_MAX;
        config.routes.get("/health/live", ctx -> health(ctx, Health::live));
        config.routes.get("/health/ready", ctx -> health(ctx, Health::ready));
        config.routes.get("/metrics", ctx -> ctx.contentType(PROMETHEUS_TEXT).result(metrics.get()));
        config.routes.exception(Problem.class, (e, ctx) -> problem(ctx, e.status(), e.getMessage(), e.members()));
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> problem(ctx, e.getStatus(), e.getMessage(), Map.copyOf(e.getDetails())));
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            problem(ctx, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "this is our fault; the log says more", Map.of());
        });
        routes.forEach(added -> added.accept(config.routes));
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
