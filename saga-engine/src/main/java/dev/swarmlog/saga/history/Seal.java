package dev.swarmlog.saga.history;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hash at the end of an event's bytes. Pure. */
public final class Seal {
    public static final int BYTES = 32;

    /** Magic byte and schema id: a registry's matter, not the history's. */
    private static final int HEADER_BYTES = 5;

    /** How Avro writes the length of that many bytes. */
    private static final byte LENGTH = BYTES << 1;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Seal::sha256);

    private Seal() {}

    /** The same record with its hash, which was empty. */
    public static byte[] seal(byte[] open) {
        int end = open.length - 1;
        if (end < HEADER_BYTES || open[end] != 0) {
            throw new IllegalArgumentException("an event ends with an empty hash before it is sealed");
        }
        byte[] sealed = Arrays.copyOf(open, end + 1 + BYTES);
        sealed[end] = LENGTH;
        System.arraycopy(digest(open, end), 0, sealed, end + 1, BYTES);
        return sealed;
    }

    /** Whether these bytes are what was sealed. */
    public static boolean isIntact(byte[] sealed) {
        int end = sealed.length - BYTES - 1;
        return end >= HEADER_BYTES
                && sealed[end] == LENGTH
                && MessageDigest.isEqual(digest(sealed, end), hashOf(sealed));
    }

    /** The hash that a sealed record bears. */
    public static byte[] hashOf(byte[] sealed) {
        return Arrays.copyOfRange(sealed, sealed.length - BYTES, sealed.length);
    }

    private static byte[] digest(byte[] record, int end) {
        MessageDigest digest = SHA_256.get();
        digest.update(record, HEADER_BYTES, end - HEADER_BYTES);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
