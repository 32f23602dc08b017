package dev.swarmlog.saga.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Problems;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
    private static final String FITS = "-";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: integer}                    | 1.0           | -",
                "{type: integer}                    | 1.5           | integer is expected, found 1.5",
                "{type: [string, 'null']}           | null          | -",
                "{type: [string, 'null']}           | 1             | string or null is expected, found 1",
                "{enum: [a, 1]}                     | 1.0           | -",
                "{enum: [a, 1]}                     | \"b\"         | one of 'a', 1 is expected, found 'b'",
                "{const: {a: [1]}}                  | {\"a\":[1]}   | -",
                "{required: [a]}                    | {}            | a field 'a' is expected, found none",
                "{additionalProperties: false, properties: {a: true}} | {\"a\":1,\"b\":2} | b: nothing is expected here, found 2",
                "{additionalProperties: {type: string}} | {\"a\":1} | a: string is expected, found 1",
                "{properties: {a: {items: {type: string}}}} | {\"a\":[\"x\",1]} | a[1]: string is expected, found 1",
                "{minItems: 2}                      | [1]           | at least 2 elements are expected, found 1",
                "{maxLength: 2}                     | \"abc\"       | at most 2 characters are expected, found 3",
                "{minProperties: 1}                 | {}            | at least 1 fields are expected, found 0",
                "{uniqueItems: true}                | [1, 1.0]      | each element once is expected, found 1.0 again",
                "{maximum: 3}                       | 3.5           | at most 3 is expected, found 3.5",
                "{exclusiveMinimum: 3}              | 3             | more than 3 is expected, found 3",
                "{multipleOf: 3}                    | 7             | a multiple of 3 is expected, found 7",
                "{pattern: '^a+$'}                  | \"ab\"        | a text like ^a+$ is expected, found 'ab'",
                "{anyOf: [{type: string}, {minimum: 2}]} | 1        | what anyOf says is expected, found 0 of 2 that hold; of the first: string is expected, found 1",
                "{oneOf: [{minimum: 1}, {minimum: 2}]}   | 3        | what oneOf says is expected, found 2 of 2 that hold",
                "{allOf: [{minimum: 1}, {maximum: 2}]}   | 3        | what allOf says is expected, found 1 of 2 that hold",
                "{not: {type: string}}              | \"a\"         | what not says is expected, found 1 of 1 that hold",
                "{type: object, $defs: {n: {properties: {next: {$ref: '#/$defs/n'}, v: {type: integer}}}}, $ref: '#/$defs/n'} | {\"next\":{\"v\":\"x\"}} | next.v: integer is expected, found 'x'",
                "{title: t, format: date, default: 1} | \"x\"       | -",
                "{type: object}                     | {             | JSON is expected, found something else"
            })
    void aDocumentFitsOrWhyNot(String schema, String document, String expected) {
        String flaw = shape(schema).flaw(new Json(document));

        assertThat(flaw == null ? FITS : flaw).isEqualTo(expected);
    }

    @Test
    void aSchemaThatNeverEndsEnds() {
        Shape shape = shape("{$ref: '#/$defs/a', $defs: {a: {$ref: '#/$defs/a'}}}");

        assertThat(shape.flaw(new Json("1"))).contains("200 levels");
    }

    @Test
    void patternsTakeLinearTime() {
        Shape shape = shape("{pattern: '^(a+)+$'}");

        assertThat(shape.flaw(new Json("\"" + "a".repeat(5_000) + "b\""))).isNotNull();
    }

    private static Shape shape(String schema) {
        Problems problems = new Problems();
        Shape shape = ShapeCompiler.compile(
                Objects.requireNonNull(new DocumentReader(new DocumentLimits(10_000, 32, 1_000))
                        .read(schema.getBytes(StandardCharsets.UTF_8), problems)),
                "schema",
                problems);
        assertThat(problems.first(10)).isEmpty();
        return shape;
    }
}
