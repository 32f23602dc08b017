package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentOrder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What is counted of the questions that this instance answers. */
final class DiscoveryMetrics {
    private static final String PREFIX = "swarmlog.registry.index.";

    private final Timer found;
    private final Timer listed;

    DiscoveryMetrics(MeterRegistry meters, Discovery discovery) {
        Gauge.builder(
                        PREFIX + "size",
                        () -> discovery.index().map(AgentIndex::size).orElse(0))
                .description("Agents in the index, whatever their state")
                .register(meters);
        Gauge.builder(PREFIX + "streams", discovery.changes()::size)
                .description("Clients that listen to changes")
                .register(meters);
        found = query(meters, AgentOrder.BEST_FIRST);
        listed = query(meters, AgentOrder.BY_ID);
    }

    Timer query(AgentOrder order) {
        return order == AgentOrder.BY_ID ? listed : found;
    }

    private static Timer query(MeterRegistry meters, AgentOrder order) {
        return Timer.builder(PREFIX + "query")
                .description("Time of a query in the index")
                .tag("order", order.name())
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }
}
