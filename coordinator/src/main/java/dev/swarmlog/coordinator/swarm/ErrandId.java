package dev.swarmlog.coordinator.swarm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which attempt at which work of which swarm a message is: {@code swarmId~kind~a~b~attempt}. The same after a crash, so
 * that agents and the router know a repetition.
 *
 * @param kind of work: a batch of a search's generation, or a load of a hunt
 * @param first the run and generation, or the load
 * @param second the batch, or the item that goes alone, plus one
 */
record ErrandId(String swarmId, Kind kind, long first, int second, int attempt) {
    private static final char SEPARATOR = '~';
    private static final int NUMBERS = 3;
    private static final long GENERATIONS_PER_RUN = 1L << 40;

    /** What it is. */
    enum Kind {
        BATCH("g"),
        LOAD("l");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    static ErrandId batch(String swarmId, int run, long generation, int batch, int attempt) {
        return new ErrandId(swarmId, Kind.BATCH, run * GENERATIONS_PER_RUN + generation, batch, attempt);
    }

    static ErrandId load(String swarmId, long load, int item, int attempt) {
        return new ErrandId(swarmId, Kind.LOAD, load, item + 1, attempt);
    }

    int run() {
        return (int) (first / GENERATIONS_PER_RUN);
    }

    long generation() {
        return first % GENERATIONS_PER_RUN;
    }

    int item() {
        return second - 1;
    }

    /** Null where it is no such id. */
    static @Nullable ErrandId parse(String text) {
        String[] parts = text.split(String.valueOf(SEPARATOR), -1);
        int kindAt = parts.length - NUMBERS - 1;
        if (kindAt < 1) {
            return null;
        }
        try {
            String swarmId = String.join(String.valueOf(SEPARATOR), Arrays.copyOf(parts, kindAt));
            for (Kind kind : Kind.values()) {
                if (kind.code.equals(parts[kindAt])) {
                    return new ErrandId(
                            swarmId,
                            kind,
                            Long.parseLong(parts[kindAt + 1]),
                            Integer.parseInt(parts[kindAt + 2]),
                            Integer.parseInt(parts[kindAt + 3]));
                }
            }
        } catch (NumberFormatException e) {
            return null;
        }
        return null;
    }

    @Override
    public String toString() {
        return swarmId + SEPARATOR + kind.code + SEPARATOR + first + SEPARATOR + second + SEPARATOR + attempt;
    }
}
