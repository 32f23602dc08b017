package dev.swarmlog.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class WordsTest {
    private final Words words = new Words();

    @Test
    void readsWhateverBytesAsAStringIsMadeOfThem() {
        Random random = new Random(1);

        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            // few letters, so that texts come again and fall on each other's slots
            for (int at = 0; at < bytes.length && i % 2 == 0; at++) {
                bytes[at] = (byte) ('a' + (bytes[at] & 1));
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            int length = random.nextInt(bytes.length - from + 1);

            if (i % 7 == 0) {
                words.start();
            }
            assertThat(words.read(bytes, from, length)).isEqualTo(new String(bytes, from, length, UTF_8));
        }
    }

    @Test
    void makesNoTextOfTheKeyTwice() {
        byte[] key = "message-17".getBytes(UTF_8);
        byte[] value = "..message-17..".getBytes(UTF_8);

        String fromKey = new KeyDeserializer().deserialize("topic", key);

        assertThat(words.read(value, 2, key.length)).isSameAs(fromKey);
    }

    @Test
    void makesNoTextTwiceThatStoodAtTheSamePlaceInTheRecordBefore() {
        words.start();
        words.read("first".getBytes(UTF_8), 0, 5);
        String before = words.read("second".getBytes(UTF_8), 0, 6);

        words.start();
        words.read("other".getBytes(UTF_8), 0, 5);

        assertThat(words.read("second".getBytes(UTF_8), 0, 6)).isSameAs(before);
    }

    @Test
    void takesNoBytesForWhatTheyWereBefore() {
        byte[] reused = "before".getBytes(UTF_8);
        words.read(reused, 0, 6);
        System.arraycopy("behind".getBytes(UTF_8), 0, reused, 0, 6);
        words.start();

        assertThat(words.read(reused, 0, 6)).isEqualTo("behind");
    }
}
