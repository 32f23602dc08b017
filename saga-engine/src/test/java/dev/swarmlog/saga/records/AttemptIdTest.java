package dev.swarmlog.saga.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.schemas.Limits;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttemptIdTest {
    private static final long NOW = 1_790_000_000_000L;

    @Test
    void saysWhichAttemptItIs() {
        Stream.of(
                        new AttemptId("order-1", NOW, Place.of(0), false, 1),
                        new AttemptId("a/b.c/0/f1", NOW, Place.of(2), true, 17),
                        new AttemptId("x", 0, new Place(3, 4_999), true, 2))
                .forEach(id -> assertThat(AttemptId.parse(id.toString())).isEqualTo(id));
    }

    @Test
    void fitsIntoAMessageId() {
        String longest = "x".repeat(AttemptId.SAGA_ID_CHARS_MAX);

        AttemptId id = new AttemptId(
                longest, Long.MAX_VALUE, new Place(Integer.MAX_VALUE, Integer.MAX_VALUE), true, Integer.MAX_VALUE);

        assertThat(id.toString().length()).isLessThanOrEqualTo(Limits.ID_CHARS_MAX);
    }

    @Test
    void isNothingElse() {
        Stream.of("", "/", "//", "///", "a/b/c/d", "a/1/1/f", "a/1/1/x1", "a/1//f1", "a//1/f1", "/1/1/f1", "a/1/1.x/f1")
                .forEach(text -> assertThat(AttemptId.parse(text)).as(text).isNull());
    }
}
