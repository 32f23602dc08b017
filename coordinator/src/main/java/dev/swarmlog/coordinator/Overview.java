package dev.swarmlog.coordinator;

import dev.swarmlog.coordinator.core.Census;
import dev.swarmlog.coordinator.core.Census.Totals;
import dev.swarmlog.coordinator.core.Flow;
import dev.swarmlog.coordinator.core.Flow.Reading;
import java.util.LinkedHashMap;
import java.util.Map;

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
    private volatile Census census = new Census();

    /** Begins to count anew, for a client that is about to read the whole topic again. */
    Census renewCensus() {
        Census fresh = new Census();
        census = fresh;
        return fresh;
    }

    void sampled(Stream stream, long atMs, long total) {
        flow(stream).sampled(atMs, total);
    }

    Totals agents() {
        return census.totals();
    }

    Reading messages(Stream stream) {
        return flow(stream).reading();
    }

    Map<String, Object> json() {
        Totals agents = agents();
        Map<String, Object> agentsShown = new LinkedHashMap<>();
        agentsShown.put("total", agents.agents());
        agentsShown.put("byState", agents.byState());
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
