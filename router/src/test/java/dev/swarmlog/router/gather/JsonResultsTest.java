package dev.swarmlog.router.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.gather.Mode;
import dev.swarmlog.router.gather.JsonResults.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonResultsTest {
    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static String likeness(String result) {
        return JsonResults.read(Mode.MAJORITY, "", bytes(result)).finding().likeness();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7|''|7", "{\"score\":0.5}|/score|0.5", "{\"a\":[1,{\"b/c\":-2e3}]}|/a/1/b~1c|-2000"})
    void findsTheNumberAtThePointer(String result, String pointer, double number) {
        Reading reading = JsonResults.read(Mode.BEST, pointer, bytes(result));

        assertThat(reading.flaw()).isEmpty();
        assertThat(reading.finding().number()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no JSON",
                "{\"score\":1",
                "{\"score\":1}{}",
                "{\"score\":1,\"score\":2}",
                "{\"score\":NaN}",
                "{\"score\":1e400}",
                "{\"score\":\"1\"}",
                "{\"other\":1}",
                "[]",
                "null"
            })
    void saysWhatIsWrongWithWhatHasNoNumberThere(String result) {
        assertThat(JsonResults.read(Mode.AVERAGE, "/score", bytes(result)).flaw())
                .contains("is expected to be");
    }

    @Test
    void isNotHurtByWhatIsMadeToHurt() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String digits = "1".repeat(100_000);

        assertThat(JsonResults.read(Mode.MERGE, "", bytes(deep)).flaw()).isNotEmpty();
        assertThat(JsonResults.read(Mode.BEST, "", bytes(digits)).flaw()).isNotEmpty();
        assertThat(JsonResults.read(Mode.BEST, "", bytes("1e999999999")).flaw()).isNotEmpty();
        assertThat(likeness("1e999999999")).isEqualTo(likeness("10e999999998"));
        for (String exponent : List.of("9999999999999999999999", "2147483647", "2147483648", "-2147483649")) {
            String number = "1000e" + exponent;
            assertThat(JsonResults.read(Mode.MERGE, "", bytes(number)).flaw()).isNotEmpty();
            assertThat(likeness(number)).isEqualTo(likeness(number));
        }
        assertThat(likeness(deep)).isNotEqualTo(likeness(deep + " "));
    }

    @Test
    void jsonIsAlikeHoweverItIsWrittenAndAnythingElseByteByByte() {
        assertThat(likeness("{\"a\":1.50,\"b\":\"\\u0041\"}")).isEqualTo(likeness(" { \"b\":\"A\", \"a\":1.5 } "));
        assertThat(likeness("{\"a\":1}")).isNotEqualTo(likeness("{\"a\":\"1\"}"));
        assertThat(likeness("[1,2]")).isNotEqualTo(likeness("[2,1]"));
        assertThat(likeness("yes")).isEqualTo(likeness("yes")).isNotEqualTo(likeness("yes "));
    }

    @Test
    void mergesInDepthAndLaterOverEarlier() {
        assertThat(text(JsonResults.merged(
                        List.of(bytes("{\"a\":{\"x\":1,\"l\":[1]},\"b\":1}"), bytes("{\"a\":{\"l\":[2]},\"b\":2}")))))
                .isEqualTo("{\"a\":{\"x\":1,\"l\":[1,2]},\"b\":2}");
        assertThat(text(JsonResults.merged(List.of(bytes("[1]"), bytes("[]"), bytes("[2,3]")))))
                .isEqualTo("[1,2,3]");
        assertThat(JsonResults.read(Mode.MERGE, "", bytes("7")).flaw()).contains("object or array");
    }

    @Test
    void theMeanOfLargeNumbersStaysWithinThem() {
        assertThat(text(JsonResults.mean(List.of(Double.MAX_VALUE, Double.MAX_VALUE))))
                .isEqualTo(Double.toString(Double.MAX_VALUE));
        assertThat(text(JsonResults.mean(List.of(Double.MAX_VALUE, -Double.MAX_VALUE))))
                .isEqualTo("0.0");
        assertThat(text(JsonResults.mean(List.of(1.0, 2.0)))).isEqualTo("1.5");
    }
}
