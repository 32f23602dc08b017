package dev.swarmlog.agent.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names for messages: fresh ones that nobody else gives, and ones that follow from an idempotency key. */
public final class MessageIds {
    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    /** Names that begin with 64 bits of chance, which the caller supplies, and count up from there. */
    public MessageIds(long chance) {
        this.prefix = Long.toHexString(chance) + "-";
    }

    public String fresh() {
        return prefix + Long.toString(next.getAndIncrement(), Character.MAX_RADIX);
    }

    /**
     * The one name of all messages of this source with this idempotency key, in every language: the first 16 bytes of
     * SHA-256 over source, a zero byte, and key, written as a UUID of version 8 (RFC 9562).
     */
    public static String derived(String source, String idempotencyKey) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
        sha256.update(source.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xf000L) | 0x8000L;
        long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low).toString();
    }
}
