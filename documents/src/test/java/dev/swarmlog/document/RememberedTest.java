package dev.swarmlog.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RememberedTest {
    private final Remembered<String> remembered = new Remembered<>(3, 100);

    @Test
    void whatWasNotAskedForTheLongestGoesFirst() {
        for (String key : new String[] {"a", "b", "c"}) {
            remembered.put(key, 1, key);
        }
        assertThat(remembered.get("a")).isEqualTo("a");

        remembered.put("d", 1, "d");

        assertThat(remembered.get("b")).isNull();
        assertThat(remembered.get("a")).isEqualTo("a");
        assertThat(remembered.size()).isEqualTo(3);
    }

    @Test
    void longTextsTakeTheRoomOfMany() {
        remembered.put("a", 40, "a");
        remembered.put("b", 40, "b");

        remembered.put("c", 40, "c");
        remembered.put("far too long", 101, "never");

        assertThat(remembered.get("a")).isNull();
        assertThat(remembered.get("b")).isEqualTo("b");
        assertThat(remembered.get("c")).isEqualTo("c");
        assertThat(remembered.get("far too long")).isNull();
    }

    @Test
    void theSameTextIsCountedOnce() {
        for (int i = 0; i < 10; i++) {
            remembered.put("a", 60, "a" + i);
        }
        remembered.put("b", 40, "b");

        assertThat(remembered.get("a")).isEqualTo("a9");
        assertThat(remembered.get("b")).isEqualTo("b");
    }
}
