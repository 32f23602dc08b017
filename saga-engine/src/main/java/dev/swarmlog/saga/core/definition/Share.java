package dev.swarmlog.saga.core.definition;

import java.nio.charset.StandardCharsets;

/**
 * The part of new sagas that begin by another version than the usual one, because a change is being tried, or stays.
 *
 * @param candidate the other version
 * @param permille so many of a thousand
 */
public record Share(String candidate, int permille) {
    private static final int ALL = 1_000;

    /** Whether this saga is one of them; always the same answer, whoever asks, and whatever takes part beside it. */
    public boolean takes(String sagaId) {
        return permille >= ALL || (permille > 0 && place(candidate + "@" + sagaId) < permille);
    }

    /** FNV-1a, its bits mixed once more, since names that differ in their last letter alone shall not lie together. */
    private static int place(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return (int) Long.remainderUnsigned(hash ^ (hash >>> 33), ALL);
    }
}
