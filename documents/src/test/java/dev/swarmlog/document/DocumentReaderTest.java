package dev.swarmlog.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.document.Written.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {
    private static final DocumentReader READER = new DocumentReader(new DocumentLimits(100_000, 32, 1_000));

    @Test
    void everyValueKnowsWhereItStands() {
        Written.Mapping root = (Written.Mapping) read("a: 1\nb:\n  - x\n  - {c: 'd'}\n");

        assertThat(root.entries()).extracting(Entry::at).containsExactly(new Spot(1, 1), new Spot(2, 1));
        Written.Sequence list = (Written.Sequence) root.entries().get(1).value();
        assertThat(list.elements()).extracting(Written::at).containsExactly(new Spot(3, 5), new Spot(4, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a: bcd             ; 1 ; 3 ; 1:6",
                "a: 'bcd'           ; 1 ; 3 ; 1:7",
                "a: \"bcd\"         ; 1 ; 3 ; 1:7",
                "a: \"b\\tcd\"      ; 1 ; 3 ; 1:4",
                "a: |/    bc/    def/ ; 2 ; 3 ; 3:7",
                "a: |-//  bc/       ; 2 ; 2 ; 3:4",
                "a: >/  bc/  de/    ; 1 ; 4 ; 1:4",
                "a: 'b/  c'         ; 1 ; 3 ; 1:4"
            })
    void everyCharacterKnowsItToo(String document, int line, int column, String expected) {
        Written.Mapping root = (Written.Mapping) read(document.replace('/', '\n'));
        Written.Text text = (Written.Text) root.entries().getFirst().value();

        Spot at = text.at(line, column);

        assertThat(at.line() + ":" + at.column()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yes | Text",
                "no | Text",
                "on | Text",
                "~ | Text",
                "012 | Text",
                "0x1F | Text",
                "1_000 | Text",
                "+1 | Text",
                ".5 | Text",
                "1. | Text",
                "2026-01-01 | Text",
                "1:30 | Text",
                "True | Text",
                ".inf | Text",
                "1e999 | Text",
                "true | Truth",
                "null | Nothing",
                "0 | Whole",
                "-7 | Whole",
                "9223372036854775807 | Whole",
                "9223372036854775808 | Decimal",
                "1.0 | Decimal",
                "1e3 | Decimal",
                "'1' | Text"
            })
    void onlyWhatJsonHasIsMoreThanText(String value, String kind) {
        Written.Mapping root = (Written.Mapping) read("a: " + value);

        assertThat(root.entries().getFirst().value().getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void jsonIsReadAsItIs() {
        String json =
                "{\n\t\"a\": [\"x\\/\\u00e4\\n\", -1.5e-3, 12345678901234567890],\n\t\"b\": {\"c\": null, \"d\": true}\n}";

        assertThat(Canonical.json(read(json)))
                .isEqualTo("{\"a\":[\"x/\u00e4\\n\",-0.0015,1.2345678901234567E19],\"b\":{\"c\":null,\"d\":true}}");
    }

    @Test
    void neitherOrderNorDressMakesAnotherDocument() {
        assertThat(Canonical.hash(read("a: &x [1, 'b']\nc: *x # again\n")))
                .isEqualTo(Canonical.hash(read("{\"c\": [1, \"b\"], \"a\": [1, \"b\"]}")))
                .isNotEqualTo(Canonical.hash(read("{\"c\": [1.0, \"b\"], \"a\": [1, \"b\"]}")))
                .hasSize(64);
    }

    @Test
    void byteOrderMarksAndLineEndingsOfWindowsAreNothingSpecial() {
        Written.Mapping root = (Written.Mapping) read("\uFEFFa: 1\r\nb: |\r\n  x\r\nc: 2\r\n");

        assertThat(root.entries()).extracting(Entry::name).containsExactly("a", "b", "c");
        assertThat(root.entries().get(2).at()).isEqualTo(new Spot(4, 1));
    }

    private static Written read(String document) {
        Problems problems = new Problems();
        Written written = READER.read(document.getBytes(StandardCharsets.UTF_8), problems);
        assertThat(problems.first(10)).isEmpty();
        return Objects.requireNonNull(written);
    }
}
