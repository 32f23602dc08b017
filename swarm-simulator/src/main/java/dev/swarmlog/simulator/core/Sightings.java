package dev.swarmlog.simulator.core;

import dev.swarmlog.simulator.core.faults.Strike;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the platform showed of agents after something happened to them, and how soon. Mutable, safe for any threads.
 *
 * <p>An agent is watched for the last thing that happened to it. Of what shows of it several times only the first counts.
 */
public final class Sightings {
    private final Map<Integer, Hit> hits = new HashMap<>();
    private final Map<Integer, Map<String, Delays>> byStrike = new HashMap<>();

    private static final class Hit {
        private final Strike strike;
        private final long atMs;
        private final List<String> shown = new ArrayList<>(4);

        private Hit(Strike strike, long atMs) {
            this.strike = strike;
            this.atMs = atMs;
        }
    }

    private static final class Delays {
        private long[] ms = new long[16];
        private int count;

        private void add(long delayMs) {
            ms = count == ms.length ? Arrays.copyOf(ms, 2 * count) : ms;
            ms[count++] = delayMs;
        }

        private Seen seen(String as) {
            long[] sorted = Arrays.copyOf(ms, count);
            Arrays.sort(sorted);
            return new Seen(as, count, sorted[0], sorted[count / 2], sorted[count - 1]);
        }
    }

    /**
     * How agents that something happened to showed.
     *
     * @param as what was shown of them
     * @param agents of how many
     * @param firstMs after it happened, of the first; likewise of the median and the last
     */
    public record Seen(String as, int agents, long firstMs, long medianMs, long lastMs) {}

    /** It has happened to its agents; what began again, since it flaps, began the first time. */
    public synchronized void struck(Strike strike, long atMs) {
        for (int agent : strike.agents()) {
            Hit before = hits.get(agent);
            if (before == null || before.strike.number() != strike.number()) {
                hits.put(agent, new Hit(strike, atMs));
            }
        }
    }

    /** Something shows of an agent. */
    public synchronized void shown(int agent, String as, long atMs) {
        Hit hit = hits.get(agent);
        if (hit != null && atMs >= hit.atMs && !hit.shown.contains(as)) {
            hit.shown.add(as);
            byStrike.computeIfAbsent(hit.strike.number(), strike -> new LinkedHashMap<>())
                    .computeIfAbsent(as, name -> new Delays())
                    .add(atMs - hit.atMs);
        }
    }

    /** What showed of those that this strike hit. */
    public synchronized List<Seen> of(Strike strike) {
        return byStrike.getOrDefault(strike.number(), Map.of()).entrySet().stream()
                .map(entry -> entry.getValue().seen(entry.getKey()))
                .toList();
    }
}
