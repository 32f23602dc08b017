package dev.swarmlog.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Mutable and for one thread: the texts of the record that was read before, by their number in it. Most of them (types,
 * sources, topics) stand in the next record of the topic too, and are compared instead of made anew; so is an id that
 * was just read as the record's key. What is new costs one comparison more.
 */
final class Words {
    private static final ThreadLocal<Word> KEYS = ThreadLocal.withInitial(Word::new);

    private static final int WORDS_MAX = 16;
    private static final int BYTES_MAX = 64;

    private final Word key = KEYS.get();
    private final Word[] words = new Word[WORDS_MAX];
    private int next;

    Words() {
        Arrays.setAll(words, number -> new Word());
    }

    /** The key of the record whose value is read next on this thread. */
    static String key(byte[] bytes) {
        return KEYS.get().read(bytes, 0, bytes.length);
    }

    /** From here on it is another record. */
    void start() {
        next = 0;
    }

    /** The next text of the record: what these bytes are in UTF-8. */
    String read(byte[] bytes, int at, int length) {
        if (length == 0) {
            return "";
        }
        if (key.is(bytes, at, length)) {
            return key.text;
        }
        return next < WORDS_MAX
                ? words[next++].read(bytes, at, length)
                : new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    /** A text and a copy of the bytes in which it was read, since nobody promised that those stay as they are. */
    private static final class Word {
        private final byte[] form = new byte[BYTES_MAX];
        private int length;
        private String text = "";

        boolean is(byte[] bytes, int at, int count) {
            return count == length && Arrays.equals(form, 0, length, bytes, at, at + count);
        }

        String read(byte[] bytes, int at, int count) {
            if (is(bytes, at, count)) {
                return text;
            }
            String read = new String(bytes, at, count, StandardCharsets.UTF_8);
            if (count <= BYTES_MAX) {
                System.arraycopy(bytes, at, form, 0, count);
                length = count;
                text = read;
            }
            return read;
        }
    }
}
