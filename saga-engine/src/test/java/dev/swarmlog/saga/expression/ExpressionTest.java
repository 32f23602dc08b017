package dev.swarmlog.saga.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.expression.ExpressionCompiler.Wanted;
import dev.swarmlog.saga.expression.cel.ExpressionLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final ExpressionCompiler COMPILER = new ExpressionCompiler(ExpressionLimits.DEFAULT);
    private static final Names NAMES = new Names(Map.of("calc", 0, "skipped", 1), null, true, true);
    private static final Scopes SCOPE = Scopes.of(
                    "{\"order\": {\"id\": \"o-\\u00e417\\n\", \"amount\": 12.50, \"n\": 3},"
                            + " \"items\": [{\"price\": 2}, {\"price\": 3.5}], \"big\": 12345678901234567890,"
                            + " \"twice\": 1, \"twice\": 2, \"none\": null}",
                    "{\"rate\": 0.5, \"ok\": true}",
                    null)
            .with("{\"b\": 1, \"a\": 2}", "[1]");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "input.order            | {\"id\": \"o-\\u00e417\\n\", \"amount\": 12.50, \"n\": 3}",
                "input.order.id         | \"o-\\u00e417\\n\"",
                "input.order.amount     | 12.50",
                "input.big              | 12345678901234567890",
                "input.twice            | 1",
                "input.twice + 0        | 1",
                "input.none             | null",
                "item                   | {\"b\": 1, \"a\": 2}",
                "index                  | 3",
                "index + 1              | 4",
                "result[0]              | 1",
                "saga.id                | \"s-1\"",
                "saga.startedMs         | 1700000000000",
                "steps.calc.output.ok   | true",
                "steps.skipped.output   | null",
                "steps.skipped.output == null | true",
                "has(input.lost)        | false",
                "input.order.n + 1      | 4",
                "double(input.order.n) * 1.5    | 4.5",
                "double(input.order.n)  | 3.0",
                "dyn(1) == 1.0          | true",
                "input.items.map(item, item.price)      | [2,3.5]",
                "input.items.filter(i, i.price > 3)     | [{\"price\":3.5}]",
                "sum(input.items.map(i, i.price))       | 5.5",
                "sum([1, 2])            | 3",
                "avg([1, 2])            | 1.5",
                "least([3, 1.5])        | 1.5",
                "greatest([3, 1.5])     | 3",
                "round(2.345, 2)        | 2.35",
                "join(['a', 'b'], '-')  | \"a-b\"",
                "sha256('abc')          | \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
                "sha256({'b': 1.50, 'a': [true, null]}) | \"10ab843e0579ffa73417d6bca190d6a5cec0ef198550dc9b7bb0be6a229f3dea\"",
                "{'b': 1, 'a': [true, null]}    | {\"a\":[true,null],\"b\":1}",
                "duration('90s')        | \"90s\"",
                "timestamp('2026-01-02T03:04:05Z')      | \"2026-01-02T03:04:05Z\"",
                "b'hi'                  | \"aGk=\"",
                "7u                     | 7",
                "'x'.matches('(a+)+$')  | false"
            })
    void anExpressionComesTo(String expression, String json) throws FormulaException {
        assertThat(compiled(expression, Wanted.ANYTHING).evaluate(SCOPE).text()).isEqualTo(json);
        assertThat(compiled(inALoop(expression), Wanted.ANYTHING).evaluate(SCOPE))
                .as("the runtime for loops agrees with the other one")
                .isEqualTo(compiled("[" + expression + "][0]", Wanted.ANYTHING).evaluate(SCOPE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "input.order.n / 0      | f 'input.order.n / 0': character 14: / by zero",
                "input.lost             | f 'input.lost': input has no field 'lost'",
                "input.lost + 1         | f 'input.lost + 1': character 5: key 'lost' is not present in map.",
                "input.order.id.x       | f 'input.order.id.x': input.order.id is expected to have fields, found a text",
                "steps.skipped.output.x | f 'steps.skipped.output.x': steps.skipped.output is expected to have fields, found null",
                "1.0 / 0.0              | f '1.0 / 0.0': a number that JSON has is expected, found Infinity",
                "9223372036854775807 + 1        | f '9223372036854775807 + 1': character 20: long overflow",
                "input.order.n * 1.5    | f 'input.order.n * 1.5': character 14: No matching overload for function '_*_'",
                "sum(['a'])             | f 'sum(['a'])': sum: a number is expected, found a",
                "avg([])                | f 'avg([])': avg: at least one number is expected, found none"
            })
    void whatHasNoValueSaysWhy(String expression, String told) {
        assertThatThrownBy(() -> compiled(expression, Wanted.ANYTHING).evaluate(SCOPE))
                .isInstanceOf(FormulaException.class)
                .message()
                .startsWith(told);
        assertThatThrownBy(() -> compiled(inALoop(expression), Wanted.ANYTHING).evaluate(SCOPE))
                .isInstanceOf(FormulaException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input.map(x, input.map(y, x * y))",
                "input.all(x, input.all(y, y >= 0))",
                "input.exists(x, x in input && x < 0)",
                "input.all(x, input == input)",
                "input.map(x, input)",
                "input.map(x, sha256([[input]]))",
                "input.map(x, string(input.map(y, y)[0]) + 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')"
            })
    void loopsOverHugeListsEnd(String expression) {
        String list = IntStream.range(0, 50_000).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
        Expression compiled = compiled(expression, Wanted.ANYTHING);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> compiled.evaluate(Scopes.of(list)))
                        .isInstanceOf(FormulaException.class)
                        .hasMessageContaining("it takes more than 100000 steps"));
    }

    @Test
    void largeResultsAreBounded() {
        String text = "\"" + "x".repeat(600_000) + "\"";

        assertThatThrownBy(() -> compiled("[input, input]", Wanted.ANYTHING).evaluate(Scopes.of(text)))
                .hasMessageContaining("more than 1000000 characters");
        assertThatThrownBy(() -> template("{a: '${input}', b: '${input}'}").evaluate(Scopes.of(text)))
                .hasMessageContaining("more than 1000000 characters");
    }

    @Test
    void deepInputIsRefused() {
        String deep = "[".repeat(200) + "]".repeat(200);

        assertThatThrownBy(() -> compiled("size(input)", Wanted.ANYTHING).evaluate(Scopes.of(deep)))
                .hasMessageContaining("input is no JSON that expressions can read");
    }

    @Test
    void aTemplateIsJsonWithHoles() throws FormulaException {
        Expression template =
                template("{z: '${input.order.n}', text: 'of ${input.order.id}: ${input.order.n + 1} $${x}\"',"
                        + " list: [1, 1.0, '${steps.calc.output}', null, '${item.a}'], a: true}");

        assertThat(template.evaluate(SCOPE).text())
                .isEqualTo("{\"a\":true,\"list\":[1,1.0,{\"rate\": 0.5, \"ok\": true},null,2],"
                        + "\"text\":\"of o-\\u00e417\\n: 4 ${x}\\\"\",\"z\":3}");
        assertThat(template.steps()).containsExactly("calc");
    }

    @Test
    void bracketsAndQuotesWithinAnExpressionAreItsOwn() throws FormulaException {
        assertThat(template("'${{\"a\": \"}\"}} and ${\"{\" + \"\\\"\"}'")
                        .evaluate(SCOPE)
                        .text())
                .isEqualTo("\"{\\\"a\\\":\\\"}\\\"} and {\\\"\"");
    }

    @Test
    void onlyWhatAnExpressionReadsIsAskedFor() throws FormulaException {
        Scopes scope = Scopes.of("no JSON at all", "{\"ok\": 1}", "neither");

        assertThat(compiled("steps.calc.output.ok + 1", Wanted.ANYTHING)
                        .evaluate(scope)
                        .text())
                .isEqualTo("2");
        assertThat(scope.asked()).containsExactly(0);
        assertThat(compiled("steps.calc.output.ok + 1", Wanted.ANYTHING).steps())
                .containsExactly("calc");
    }

    @Test
    void conditionsAreTrueOrFalse() throws FormulaException {
        assertThat(compiled("input.order.n > 2", Wanted.TRUTH).test(SCOPE)).isTrue();
        assertThat(compiled("steps.calc.output.ok", Wanted.TRUTH).test(SCOPE)).isTrue();
        assertThatThrownBy(() -> compiled("input.order.n", Wanted.TRUTH).test(SCOPE))
                .hasMessage("f 'input.order.n': true or false is expected, found 3");
    }

    @Test
    void aListGivesItsElementsAsTheyStandThere() throws FormulaException {
        assertThat(compiled("input.items", Wanted.LIST).list(SCOPE))
                .containsExactly(new Json("{\"price\": 2}"), new Json("{\"price\": 3.5}"));
        assertThat(compiled("[1, 'a']", Wanted.LIST).list(SCOPE)).containsExactly(new Json("1"), new Json("\"a\""));
        assertThatThrownBy(() -> compiled("input.order", Wanted.LIST).list(SCOPE))
                .hasMessageContaining("a list is expected");
        assertThatThrownBy(() -> compiled("input", Wanted.LIST).list(Scopes.of("[" + "1,".repeat(10_000) + "1]")))
                .hasMessageContaining("at most 10000 elements");
    }

    @Test
    void theSameScopeGivesTheSameText() throws FormulaException {
        Expression expression =
                compiled("{'b': input.items, 'a': input.order, 'c': {'z': 1, 'y': 2}}", Wanted.ANYTHING);

        List<String> texts = List.of(
                expression.evaluate(SCOPE).text(), expression.evaluate(SCOPE).text());

        assertThat(texts.get(0))
                .isEqualTo(texts.get(1))
                .isEqualTo("{\"a\":{\"amount\":12.5,\"id\":\"o-\u00e417\\n\",\"n\":3},"
                        + "\"b\":[{\"price\":2},{\"price\":3.5}],\"c\":{\"y\":2,\"z\":1}}");
    }

    private static String inALoop(String expression) {
        return "[0].map(q, " + expression + ")[0]";
    }

    private static Expression compiled(String expression, Wanted wanted) {
        Problems problems = new Problems();
        Expression compiled = COMPILER.expression(
                new Written.Text(Spot.BEGIN, expression, Spot.BEGIN), wanted, NAMES, problems, "", "f");
        assertThat(problems.first(10)).isEmpty();
        return Objects.requireNonNull(compiled);
    }

    private static Expression template(String yaml) {
        Problems problems = new Problems();
        Written value = new DocumentReader(new DocumentLimits(10_000, 32, 1_000))
                .read(yaml.getBytes(StandardCharsets.UTF_8), problems);
        Expression compiled = COMPILER.template(Objects.requireNonNull(value), NAMES, problems, "", "f");
        assertThat(problems.first(10)).isEmpty();
        return Objects.requireNonNull(compiled);
    }
}
