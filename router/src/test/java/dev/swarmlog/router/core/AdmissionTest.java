package dev.swarmlog.router.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.Admission.Candidate;
import dev.swarmlog.router.core.Admission.Wishes;
import dev.swarmlog.router.core.strategy.StrategyName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AdmissionTest {
    private static final Admission ADMISSION =
            new Admission(new AdmissionLimits(1_000, 4, 20, 60, 16, 3, 5, 10, "own.type", List.of("own:", "also:")));

    private static final Wishes NONE = new Wishes(0, "", true);

    private static Map<String, String> attributes(int count, String value) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put("k" + i, value);
        }
        return attributes;
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("messageId", new Candidate("", "", "t", Map.of(), 0, NONE, 0, 0, 0)),
                Arguments.of("messageId", new Candidate("m".repeat(17), "m", "t", Map.of(), 0, NONE, 0, 0, 0)),
                Arguments.of("key", new Candidate("m", "other", "t", Map.of(), 0, NONE, 0, 0, 0)),
                Arguments.of("type", new Candidate("m", "m", "", Map.of(), 0, NONE, 0, 0, 0)),
                Arguments.of("platform's own", new Candidate("m", "m", "own.type", Map.of(), 0, NONE, 0, 0, 0)),
                Arguments.of("platform's own", new Candidate("own:m", "own:m", "t", Map.of(), 0, NONE, 0, 0, 0)),
                Arguments.of("payload", new Candidate("m", "m", "t", Map.of(), 1_001, NONE, 0, 0, 0)),
                Arguments.of("untracked", new Candidate("m", "m", "t", Map.of(), 0, new Wishes(0, "", false), 0, 0, 0)),
                Arguments.of("tags", new Candidate("m", "m", "t", Map.of(), 0, new Wishes(4, "", true), 0, 0, 0)),
                Arguments.of(
                        "strategy: one of " + StrategyName.listed() + " is expected, found 'CHEAPEST'",
                        new Candidate("m", "m", "t", Map.of(), 0, new Wishes(0, "CHEAPEST", true), 0, 0, 0)),
                Arguments.of("source", new Candidate("m", "m", "t", Map.of(), 0, NONE, 17, 0, 0)),
                Arguments.of("hops", new Candidate("m", "m", "t", Map.of(), 0, NONE, 0, 6, 0)),
                Arguments.of("maxAttempts", new Candidate("m", "m", "t", Map.of(), 0, NONE, 0, 0, 11)),
                Arguments.of("attributes", new Candidate("m", "m", "t", attributes(5, "v"), 0, NONE, 0, 0, 0)),
                Arguments.of("together", new Candidate("m", "m", "t", attributes(4, "v".repeat(14)), 0, NONE, 0, 0, 0)),
                Arguments.of(
                        "attribute", new Candidate("m", "m", "t", attributes(1, "v".repeat(20)), 0, NONE, 0, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhatItRefuses(String what, Candidate message) {
        Answer refusal = Objects.requireNonNull(ADMISSION.refusal(message));

        assertThat(refusal.error()).contains(what);
        assertThat(refusal.status()).isEqualTo(Answer.Status.REJECTED);
    }

    @Test
    void admitsWhatIsJustWithinTheLimits() {
        Candidate message = new Candidate(
                "m".repeat(16),
                "m".repeat(16),
                "t",
                attributes(4, "v"),
                1_000,
                new Wishes(3, "power_of_two", true),
                16,
                5,
                10);

        assertThat(ADMISSION.refusal(message)).isNull();
    }
}
