package dev.swarmlog.coordinator;

import dev.swarmlog.coordinator.core.AgentTable;
import dev.swarmlog.coordinator.core.Census;
import dev.swarmlog.coordinator.core.Census.Totals;
import dev.swarmlog.coordinator.core.Flow;
import dev.swarmlog.coordinator.core.Flow.Reading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the front page shows: agents as the registry sees them, messages as the topics have grown. Thread-safe. */
final class Overview {
    private static final long WINDOW_MS = 10_000;

    /** The topics that say how messages flow. */
    enum Stream {
        SUBMITTED,
        REPLIED,
        DEAD_LETTERED
    }

    private final Map<Stream, Flow> flows = Map.of(
            Stream.SUBMITTED, new Flow(WINDOW_MS),
            Stream.REPLIED, new Flow(WINDOW_MS),
            Stream.DEAD_LETTERED, new Flow(WINDOW_MS));
    private final Map<String, Long> lags = new ConcurrentSkipListMap<>();
    private volatile Roll roll = new Roll(new Census(), new AgentTable());

    /** Who is there: counted, and one by one. */
    record Roll(Census census, AgentTable table) {}

    /** Begins anew, for a client that is about to read the whole topic again. */
    Roll renewRoll() {
        Roll fresh = new Roll(new Census(), new AgentTable());
        roll = fresh;
        return fresh;
    }

    AgentTable table() {
        return roll.table;
    }

    /** How many records a service is behind. */
    void lags(String service, long records) {
        lags.put(service, records);
    }

    void sampled(Stream stream, long atMs, long total) {
        flow(stream).sampled(atMs, total);
    }

    Totals agents() {
        return roll.census.totals();
    }

    Reading messages(Stream stream) {
        return flow(stream).reading();
    }

    Map<String, Object> json() {
        Totals agents = agents();
        Map<String, Object> agentsShown = new LinkedHashMap<>();
        agentsShown.put("total", agents.agents());
        agentsShown.put("byState", agents.byState());
        agentsShown.put("byRegion", roll.table.byRegion());
        agentsShown.put("capacity", agents.capacity());
        agentsShown.put("inFlight", agents.inFlight());
        agentsShown.put("queued", agents.queued());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agents", agentsShown);
        shown.put(
                "messages",
                Map.of(
                        "submitted", messages(Stream.SUBMITTED),
                        "replied", messages(Stream.REPLIED),
                        "deadLettered", messages(Stream.DEAD_LETTERED)));
        shown.put("lag", new TreeMap<>(lags));
        return shown;
    }

    private Flow flow(Stream stream) {
        Flow flow = flows.get(stream);
        if (flow == null) {
            throw new IllegalStateException("no flow for " + stream);
        }
        return flow;
    }
}
