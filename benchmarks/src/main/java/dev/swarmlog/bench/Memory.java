package dev.swarmlog.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is in use. */
public final class Memory {
    private Memory() {}

    /** Of the heap, once it is collected. */
    public static long heapBytes() throws InterruptedException {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
            Pauses.nap(200_000_000);
        }
        return least;
    }

    /**
     * Of what is outside of the heap, as Linux tells it: what RocksDB holds, beside compiled code, threads and buffers. Not a
     * number elsewhere.
     */
    public static double nativeBytes() {
        long committed =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024.0 - committed)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
