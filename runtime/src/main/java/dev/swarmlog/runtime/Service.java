package dev.swarmlog.runtime;

import io.javalin.config.RoutesConfig;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;

/**
 * What one service brings; {@link ServiceHost} does the rest.
 *
 * @param name in lower case with dashes; names its consumer group, its meters and its part of the health report
 * @param routes its own part of the HTTP interface
 * @param topology built anew whenever the client is; one without nodes is fine for a service that reads no topic
 * @param beforeStart what must be done when topics and schemas are there and before the first record is read
 * @param onClose what must be done after the last record
 */
public record Service(
        String name,
        StreamsTuning tuning,
        Function<ServiceContext, Topology> topology,
        BiConsumer<RoutesConfig, RunningService> routes,
        Consumer<ServiceContext> beforeStart,
        Runnable onClose) {

    public static Service of(String name, StreamsTuning tuning, Function<ServiceContext, Topology> topology) {
        return new Service(name, tuning, topology, (routes, running) -> {}, context -> {}, () -> {});
    }

    public Service withRoutes(BiConsumer<RoutesConfig, RunningService> more) {
        return new Service(name, tuning, topology, routes.andThen(more), beforeStart, onClose);
    }

    public Service withBeforeStart(Consumer<ServiceContext> more) {
        return new Service(name, tuning, topology, routes, beforeStart.andThen(more), onClose);
    }

    public Service withOnClose(Runnable more) {
        Runnable before = onClose;
        return new Service(name, tuning, topology, routes, beforeStart, () -> {
            before.run();
            more.run();
        });
    }
}
