package dev.swarmlog.runtime;

import dev.swarmlog.runtime.http.RouteGroup;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/**
 * What one service brings; {@link ServiceHost} does the rest.
 *
 * @param name in lower case with dashes; names its consumer group, its meters and its part of the health report
 * @param topology built anew whenever the client is; one without nodes is fine for a service that reads no topic
 * @param groups its own part of the HTTP interface; asked for once
 * @param beforeStart what must be done when topics and schemas are there and before the first record is read
 * @param onClose what must be done after the last record
 */
public record Service(
        String name,
        StreamsTuning tuning,
        Function<ServiceContext, Topology> topology,
        Function<RunningService, List<RouteGroup>> groups,
        Consumer<ServiceContext> beforeStart,
        Runnable onClose) {

    public static Service of(String name, StreamsTuning tuning, Function<ServiceContext, Topology> topology) {
        return new Service(name, tuning, topology, running -> List.of(), context -> {}, () -> {});
    }

    /** Groups of routes; more than one caller may add some. */
    public Service withGroups(Function<RunningService, List<RouteGroup>> more) {
        Function<RunningService, List<RouteGroup>> all =
                running -> Stream.concat(groups.apply(running).stream(), more.apply(running).stream())
                        .toList();
        return new Service(name, tuning, topology, all, beforeStart, onClose);
    }

    public Service withBeforeStart(Consumer<ServiceContext> more) {
        return new Service(name, tuning, topology, groups, beforeStart.andThen(more), onClose);
    }

    public Service withOnClose(Runnable more) {
        Runnable before = onClose;
        return new Service(name, tuning, topology, groups, beforeStart, () -> {
            before.run();
            more.run();
        });
    }
}
