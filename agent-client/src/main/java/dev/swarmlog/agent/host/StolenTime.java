package dev.swarmlog.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Mutable: what of this machine's processors its host gave to other machines, by {@code /proc/stat}. What is measured
 * meanwhile tells of the neighbours.
 */
public final class StolenTime {
    /** From this share on, readers of figures should know. */
    public static final double WORTH_TELLING = 0.05;

    private static final Path STAT = Path.of("/proc/stat");

    private Ticks before = Ticks.now();

    /** Processor time since the machine began, of all processors together. */
    record Ticks(long all, long stolen) {
        static final Ticks UNKNOWN = new Ticks(0, 0);

        /** user, nice, system, idle, iowait, irq, softirq, steal; what guests used is in the first two. */
        private static final int KINDS = 8;

        static Ticks now() {
            try (Stream<String> lines = Files.lines(STAT)) {
                return lines.findFirst().map(Ticks::of).orElse(UNKNOWN);
            } catch (IOException notLinux) {
                return UNKNOWN;
            }
        }

        static Ticks of(String line) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length <= KINDS) {
                return UNKNOWN;
            }
            long all = 0;
            for (int kind = 1; kind <= KINDS; kind++) {
                all += Long.parseLong(words[kind]);
            }
            return new Ticks(all, Long.parseLong(words[KINDS]));
        }

        OptionalDouble stolenSince(Ticks before) {
            long passed = all - before.all;
            return passed > 0
                    ? OptionalDouble.of(Math.min(1, Math.max(0, (stolen - before.stolen) / (double) passed)))
                    : OptionalDouble.empty();
        }
    }

    /** The share since this was last asked, or made; empty where the system does not tell. */
    public OptionalDouble share() {
        Ticks now = Ticks.now();
        OptionalDouble share = now.stolenSince(before);
        before = now;
        return share;
    }
}
