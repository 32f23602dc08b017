package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.v1.SwarmItemResult;
import dev.swarmlog.v1.SwarmResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What binds a result to its item, and to who made it. */
public final class Seals {
    private Seals() {}

    /** SHA-256 over all of it, with a line feed after each part but the last. */
    public static byte[] of(String swarmId, long load, int item, ByteBuffer itemBytes, String agentId, byte[] result) {
        MessageDigest sha = sha();
        sha.update((swarmId + '\n' + load + '\n' + item + '\n').getBytes(StandardCharsets.UTF_8));
        sha.update(itemBytes.duplicate());
        sha.update(('\n' + agentId + '\n').getBytes(StandardCharsets.UTF_8));
        sha.update(result);
        return sha.digest();
    }

    /** Whether the result is what this item came to. */
    public static boolean holds(SwarmResult of, SwarmItemResult result, ByteBuffer itemBytes) {
        byte[] seal = of(
                of.getSwarmId(), of.getLoad(), result.getItem(), itemBytes, of.getAgentId(), bytes(result.getResult()));
        return ByteBuffer.wrap(seal).equals(result.getSeal());
    }

    static byte[] bytes(ByteBuffer of) {
        byte[] bytes = new byte[of.remaining()];
        of.duplicate().get(bytes);
        return bytes;
    }

    /** SHA-256 over results, load by load, with a line feed after each. */
    static String digest(Iterable<byte[][]> loads) {
        MessageDigest sha = sha();
        for (byte[][] load : loads) {
            for (byte[] result : load) {
                sha.update(result);
                sha.update((byte) '\n');
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
