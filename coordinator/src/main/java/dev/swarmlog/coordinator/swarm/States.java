package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of how far swarms are. Mutable, for one thread.
 *
 * <pre>
 *   whole:  1 | ended at (8) | SHA-256 (32) | state
 *   mark:   2 | steps (8)    | SHA-256 (32)
 * </pre>
 *
 * <p>A mark says how far a swarm is beyond its whole state. Who reads both makes the steps in between again and compares
 * hashes; where they differ, or a whole is damaged, nothing is gone on with.
 */
final class States {
    /** States up to that are written whole each time; of larger ones so much on average. */
    static final int SMALL_BYTES = 16 * 1024;

    private static final byte WHOLE = 1;
    private static final byte MARK = 2;
    private static final int HEADER_BYTES = 1 + Long.BYTES + 32;

    private final Bytes store;

    /** Where bytes are kept. */
    interface Bytes {
        byte @Nullable [] get(String key);

        void put(String key, byte[] bytes);

        void delete(String key);
    }

    /** What was written: how large the state is, and its hash in hexadecimal. */
    record Written(int bytes, String hash, int marks) {
        /** As if there were a mark, for after a restart there may be one. */
        static final Written NOTHING = new Written(0, "", 1);
    }

    /** A swarm as it was stored; the end is 0 while it goes on. */
    record Stored(Colony colony, long endedMs) {}

    /** What is stored is not what was written. */
    static final class Damaged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Damaged(String what) {
            super(what);
        }
    }

    States(Bytes store) {
        this.store = store;
    }

    Written put(String id, Colony colony, long endedMs, Written before) {
        byte[] state = colony.state();
        byte[] hash = hash(state, 0);
        boolean markable = endedMs == 0 && !colony.isRemote() && before.bytes() > 0 && state.length > SMALL_BYTES;
        if (markable && before.marks() < state.length / SMALL_BYTES) {
            store.put(markOf(id), record(MARK, colony.steps(), hash, new byte[0]));
            return new Written(state.length, HexFormat.of().formatHex(hash), before.marks() + 1);
        }
        store.put(wholeOf(id), record(WHOLE, endedMs, hash, state));
        if (before.marks() > 0) {
            store.delete(markOf(id));
        }
        return new Written(state.length, HexFormat.of().formatHex(hash), 0);
    }

    /** Null where there is nothing. */
    @Nullable
    Stored get(String id, SwarmDefinition definition) {
        byte[] whole = store.get(wholeOf(id));
        if (whole == null) {
            return null;
        }
        ByteBuffer header = header(whole, WHOLE);
        long endedMs = header.getLong();
        compare(header, hash(whole, HEADER_BYTES), "the state");
        Colony colony;
        try {
            colony = Colony.read(
                    definition,
                    ByteBuffer.wrap(whole, HEADER_BYTES, whole.length - HEADER_BYTES)
                            .slice());
        } catch (RuntimeException e) {
            throw new Damaged("the state cannot be read: " + e);
        }
        byte[] mark = store.get(markOf(id));
        if (mark != null) {
            catchUp(colony, header(mark, MARK));
        }
        return new Stored(colony, endedMs);
    }

    private static void catchUp(Colony colony, ByteBuffer mark) {
        long steps = mark.getLong();
        while (colony.steps() < steps && colony.ending() == null) {
            colony.step();
        }
        compare(mark, hash(colony.state(), 0), "step " + steps + ", made again,");
    }

    void remove(String id) {
        store.delete(wholeOf(id));
        store.delete(markOf(id));
    }

    private static ByteBuffer header(byte[] record, byte kind) {
        if (record.length < HEADER_BYTES || record[0] != kind) {
            throw new Damaged("what is stored is of no format that is known");
        }
        return ByteBuffer.wrap(record, 1, HEADER_BYTES - 1);
    }

    private static void compare(ByteBuffer header, byte[] found, String what) {
        byte[] written = new byte[32];
        header.get(written);
        if (!Arrays.equals(written, found)) {
            throw new Damaged(what + " has the hash " + HexFormat.of().formatHex(found) + ", and "
                    + HexFormat.of().formatHex(written) + " was written");
        }
    }

    private static byte[] record(byte kind, long number, byte[] hash, byte[] rest) {
        return ByteBuffer.allocate(HEADER_BYTES + rest.length)
                .put(kind)
                .putLong(number)
                .put(hash)
                .put(rest)
                .array();
    }

    private static byte[] hash(byte[] bytes, int from) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, from, bytes.length - from);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String wholeOf(String id) {
        return "w/" + id;
    }

    private static String markOf(String id) {
        return "m/" + id;
    }
}
