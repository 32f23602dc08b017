package dev.swarmlog.cli.view;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1 | Unexpected end-of-input: expected close marker for Object at column 7",
                "[1, | Unexpected end-of-input within/between Array entries at column 4",
                "{bad | Unexpected character ('b' (code 98)): was expecting double-quote to start field name at column 2",
                "`` | it is empty"
            })
    void saysWhatIsWrongAndWhere(String text, String expected) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }
}
