package dev.swarmlog.bench.crew;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** What messages hold: text as programs write it, which is compressed as such is, with a stretch of random letters. */
public final class Payload {
    /** How many bytes a message holds, unless something else is said. */
    public static final int BYTES = 200;

    private static final int RANDOM_BYTES = 16;
    private static final String BLANK = "0".repeat(RANDOM_BYTES);

    private Payload() {}

    /** Text of this length, at most {@link #BYTES}, with a blank for the random letters at its end. */
    public static byte[] ofBytes(int bytes) {
        String begin = "{\"customer\":\"c-17\",\"product\":\"steel, cold rolled\",\"quantity\":12,\"note\":\"";
        String text = (begin + "as agreed with the purchasing department on the phone, deliver before noon; ".repeat(2))
                .substring(0, bytes - RANDOM_BYTES);
        return (text + BLANK).getBytes(StandardCharsets.UTF_8);
    }

    /** Where the blank is in a value that holds such a text. */
    public static int blankAt(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1).lastIndexOf(BLANK);
    }

    public static void fill(byte[] value, int blankAt, SplittableRandom random) {
        long drawn = random.nextLong();
        for (int i = 0; i < RANDOM_BYTES; i++) {
            value[blankAt + i] = (byte) ('a' + ((drawn >>> (4 * i)) & 0xf));
        }
    }
}
