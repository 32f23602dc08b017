package dev.swarmlog.cli.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalculatorTest {
    private final Calculator calculator = new Calculator(4);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2*(3+4)      | 14",
                "\"2 * 3 + 4\" | 10",
                "10 - 4 - 3   | 3",
                "-(-2)*-3     | -6",
                "1/3          | 0.3333",
                "2/3          | 0.6667",
                "0.1+0.2      | 0.3",
                "100*100      | 10000"
            })
    void reckons(String text, String value) {
        assertThat(calculator.value(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2+        | a number is expected at character 3 of '2+', found the end",
                "(2        | ')' is expected at character 3 of '(2', found the end",
                "2 3       | an end is expected at character 3 of '2 3', found '3'",
                "two       | a number is expected at character 1 of 'two', found 't'",
                "1/0       | '1/0' has no value"
            })
    void saysWhatItCannotRead(String text, String told) {
        assertThatThrownBy(() -> calculator.value(text)).hasMessage(told);
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> calculator.value("(".repeat(5_000))).hasMessageContaining("less nesting");
    }
}
