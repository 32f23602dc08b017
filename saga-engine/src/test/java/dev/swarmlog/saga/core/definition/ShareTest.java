package dev.swarmlog.saga.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShareTest {
    private static long taken(Share share) {
        return IntStream.range(0, 10_000).filter(i -> share.takes("order-" + i)).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 200, 500, 999})
    void takesAsManyAsItSays(int permille) {
        double sigma = Math.sqrt(permille / 1_000.0 * (1 - permille / 1_000.0) * 10_000);

        assertThat((double) taken(new Share("1.0.0-improve.1", permille)))
                .isBetween(permille * 10 - 4 * sigma, permille * 10 + 4 * sigma);
    }

    @Test
    void takesNobodyOrEverybody() {
        assertThat(taken(new Share("1.0.0-improve.1", 0))).isZero();
        assertThat(taken(new Share("1.0.0-improve.1", 1_000))).isEqualTo(10_000);
    }

    @Test
    void whoIsInASmallShareIsInALargerOne() {
        Share small = new Share("1.0.0-improve.1", 100);
        Share large = new Share("1.0.0-improve.1", 300);

        assertThat(IntStream.range(0, 1_000).mapToObj(i -> "s-" + i).filter(small::takes))
                .isNotEmpty()
                .allMatch(large::takes);
    }

    @Test
    void anotherChangeTakesOthers() {
        Share one = new Share("1.0.0-improve.1", 500);
        Share other = new Share("1.0.0-improve.2", 500);

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> "s-" + i)
                        .filter(id -> one.takes(id) == other.takes(id))
                        .count())
                .isBetween(400L, 600L);
    }
}
