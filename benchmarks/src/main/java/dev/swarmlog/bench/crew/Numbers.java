package dev.swarmlog.bench.crew;

import java.nio.charset.StandardCharsets;

/** The number of a message as its id bears it: always as many digits, so that it is found in bytes without decoding them. */
public final class Numbers {
    private static final int DIGITS = 10;
    private static final int ID_BYTES = DIGITS + 2;

    /** Where the id begins in a value whose first field it is: behind the wire format's header and the text's length. */
    public static final int ID_AT = 6;

    /** Where the field behind the id begins, in a value whose first field is the id alone. */
    public static final int BEHIND_ID_AT = ID_AT + ID_BYTES;

    /** As Avro writes how a reply ended: the number of its symbol, twice. */
    public static final byte COMPLETED = 2;

    public static final byte FAILED = 6;

    private Numbers() {}

    /** An id without a number yet. */
    public static String blankId() {
        return "m-" + "0".repeat(DIGITS);
    }

    public static byte[] blankKey() {
        return blankId().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the number into the id that begins there. */
    public static void write(byte[] bytes, int idAt, int number) {
        int rest = number;
        for (int at = idAt + ID_BYTES - 1; at >= idAt + 2; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** The number of the id that begins there. */
    public static int read(byte[] bytes, int idAt) {
        int number = 0;
        for (int at = idAt + 2; at < idAt + ID_BYTES; at++) {
            number = number * 10 + (bytes[at] - '0');
        }
        return number;
    }
}
