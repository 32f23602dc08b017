package dev.swarmlog.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.schemas.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubmissionTest {
    @Test
    void readsEverythingThatAMessageCanSay() {
        Submission all = parse("""
                {"type": "echo", "data": {"hello": [1, 2.50]}, "source": "test", "attributes": {"k": "v"},
                 "routing": {"capability": "echo", "versionRange": "^1.2", "region": "eu", "tags": ["fast"],
                             "strategy": "POWER_OF_TWO", "affinityKey": "a"},
                 "priority": "high", "timeoutMs": 1000, "idempotencyKey": "k1", "maxAttempts": 3}
                """);

        assertThat(Objects.requireNonNull(all.data())).hasToString("{\"hello\":[1,2.50]}");
        assertThatCode(() -> all.draft(null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                     | not a message
            null                                                   | null
            {                                                      | line 1, column
            []                                                     | not a message
            {"type": "a"} {}                                       | not a message
            {"type": "a", "typo": 1}                               | no field 'typo'
            {"type": "a", "routing": {"capabilty": "x"}}           | no field 'capabilty'
            {"type": "a", "type": "b"}                             | Duplicate
            {"data": 1}                                            | type:
            {"type": " "}                                          | a type of 1 to 256
            {"type": "a", "priority": "URGENT"}                    | priority: one of
            {"type": "a", "priority": "UNKNOWN"}                   | priority: one of
            {"type": "a", "timeoutMs": 0}                          | 1 ms or more
            {"type": "a", "timeoutMs": "soon"}                     | not a message
            {"type": "a", "maxAttempts": 0}                        | 1 to 100 attempts
            {"type": "a", "maxAttempts": 101}                      | 1 to 100 attempts
            {"type": "a", "routing": {"versionRange": "one to 2"}} | one to 2
            {"type": "a", "attributes": {"a": {"b": 1}}}           | not a message
            """)
    void saysWhatIsWrong(String body, String reason) {
        assertThatThrownBy(() -> parse(body).draft(null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(reason)
                .extracting(problem -> ((Problem) problem).status())
                .isEqualTo(400);
    }

    @Test
    void refusesMoreThanAMessageCanCarry() {
        Submission large = parse("{\"type\": \"a\", \"data\": \"" + "x".repeat(Limits.PAYLOAD_BYTES_MAX) + "\"}");

        assertThatThrownBy(() -> large.draft(null))
                .isInstanceOf(Problem.class)
                .extracting(problem -> ((Problem) problem).status())
                .isEqualTo(413);
    }

    private static Submission parse(String body) {
        return Submission.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
