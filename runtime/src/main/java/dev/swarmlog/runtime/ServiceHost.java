package dev.swarmlog.runtime;

import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.runtime.http.access.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs services in one process behind one HTTP port. */
public final class ServiceHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);

    private final HttpEndpoint http;
    private final List<RunningService> services;
    private final ScheduledExecutorService garbageWatch = GarbageWatch.start();

    private ServiceHost(HttpEndpoint http, List<RunningService> services) {
        this.http = http;
        this.services = services;
    }

    /**
     * Serves HTTP, makes or checks topics and schemas, then starts all services side by side. It comes back before they
     * are ready; where anything cannot start, everything is stopped again and the reason thrown.
     */
    public static ServiceHost start(ServiceContext context, List<Service> services) {
        List<RunningService> starting = services.stream()
                .map(service -> new RunningService(service, context))
                .toList();
        var where = context.config().http();
        HttpEndpoint http =
                new HttpEndpoint(where.host(), where.port(), () -> scrape(context.meters()), Gate.of(where.access()));
        for (int i = 0; i < services.size(); i++) {
            Service service = services.get(i);
            RunningService running = starting.get(i);
            http.watch(service.name(), running::health);
            service.groups().apply(running).forEach(http::add);
        }
        ServiceHost host = new ServiceHost(http, starting);
        try {
            TopicSetup setup = new TopicSetup(context.config(), context.wire());
            AtomicInteger replicas = new AtomicInteger();
            together(List.of(http::start, () -> replicas.set(setup.makeTopics()), setup::registerSchemas));
            together(starting.stream()
                    .<Runnable>map(service -> () -> service.start(replicas.get()))
                    .toList());
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
        return host;
    }

    public HttpEndpoint http() {
        return http;
    }

    public List<RunningService> services() {
        return services;
    }

    public RunningService service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + name + " here"));
    }

    public boolean isReady() {
        return services.stream().allMatch(RunningService::isReady);
    }

    /** Waits until every service works; false when the time is over first. Throws what made one give up. */
    public boolean awaitReady(Duration limit) throws InterruptedException {
        var all = CompletableFuture.allOf(
                services.stream().map(RunningService::running).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a service gave up", e.getCause());
        }
    }

    /** Waits until a service gives up for good, and says why. */
    public Throwable awaitFailure() throws InterruptedException {
        var any = CompletableFuture.anyOf(
                services.stream().map(RunningService::failure).toArray(CompletableFuture<?>[]::new));
        try {
            return (Throwable) any.get();
        } catch (ExecutionException e) {
            return e;
        }
    }

    /** Stops all services side by side, then HTTP. */
    @Override
    public void close() {
        try {
            together(services.stream()
                    .<Runnable>map(service -> () -> close(service))
                    .toList());
        } finally {
            garbageWatch.shutdownNow();
            http.close();
        }
    }

    private static void close(RunningService service) {
        try {
            service.close();
        } catch (RuntimeException e) {
            LOG.warn("{} did not close as it should", service.name(), e);
        }
    }

    /** Runs all side by side; the first failure interrupts the others and is thrown. */
    private static void together(List<Runnable> actions) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ExecutorCompletionService<@Nullable Void>(threads);
            actions.forEach(action -> done.submit(action, null));
            try {
                for (int i = 0; i < actions.size(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw new InterruptException(e);
            }
        }
    }

    private static String scrape(MeterRegistry meters) {
        return meters instanceof PrometheusMeterRegistry prometheus ? prometheus.scrape() : "";
    }
}
