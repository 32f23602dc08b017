package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmItemResult;
import dev.swarmlog.v1.SwarmResult;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Mutable: whether each item that a swarm was fed is accounted for once, and each seal holds. Commands come first. */
public final class Audit {
    private final Map<Long, List<ByteBuffer>> loads = new HashMap<>();
    private final Map<Long, int[]> seen = new HashMap<>();
    private long done;
    private long aside;
    private long doubled;
    private long broken;
    private final NavigableMap<Long, byte[][]> results = new TreeMap<>();

    /**
     * How many of the items are what they should be.
     *
     * @param digest SHA-256 over all results in the order of their items, in hexadecimal: the same whoever made them, when,
     *     and how often it was tried
     */
    public record Finding(long items, long done, long aside, long missing, long doubled, long broken, String digest) {
        public boolean isSound() {
            return missing == 0 && doubled == 0 && broken == 0;
        }
    }

    /** Of a load that came twice, the first counts. */
    public void add(SwarmCommand command) {
        if (command.getKind() == SwarmCommandKind.FEED && !loads.containsKey(command.getLoad())) {
            loads.put(command.getLoad(), command.getItems());
            seen.put(command.getLoad(), new int[command.getItems().size()]);
            results.put(command.getLoad(), new byte[command.getItems().size()][0]);
        }
    }

    public void add(SwarmResult result) {
        int[] times = seen.getOrDefault(result.getLoad(), new int[0]);
        for (SwarmItemResult item : result.getItems()) {
            boolean known = item.getItem() >= 0 && item.getItem() < times.length;
            byte[][] ofLoad = results.get(result.getLoad());
            if (known && ofLoad != null) {
                ofLoad[item.getItem()] = Seals.bytes(item.getResult());
            }
            boolean holds = known
                    && Seals.holds(
                            result,
                            item,
                            loads.getOrDefault(result.getLoad(), List.of()).get(item.getItem()));
            broken += holds ? 0 : 1;
            doubled += known && times[item.getItem()]++ > 0 ? 1 : 0;
            done += item.getError().isEmpty() ? 1 : 0;
            aside += item.getError().isEmpty() ? 0 : 1;
        }
    }

    public Finding finding() {
        long items = 0;
        long missing = 0;
        for (int[] times : seen.values()) {
            items += times.length;
            for (int each : times) {
                missing += each == 0 ? 1 : 0;
            }
        }
        return new Finding(items, done, aside, missing, doubled, broken, Seals.digest(results.values()));
    }
}
