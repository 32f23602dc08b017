package dev.swarmlog.saga.definition.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SagaBuilderTest {
    private static final Path VALID = Path.of("src", "test", "resources", "definitions", "valid");
    private static final Definitions DEFINITIONS = new Definitions();

    @Test
    void whatIsBuiltIsWhatCouldHaveBeenWritten() throws IOException {
        Definition built = order().build(DEFINITIONS);

        Definition written = valid(Files.readString(VALID.resolve("order.yaml")));
        assertThat(built.hash()).isEqualTo(written.hash());
        assertThat(built.toString()).isNotEmpty();
        assertThat(built.steps()).hasSameSizeAs(written.steps());
    }

    @Test
    void everyKindOfStepCanBeBuilt() throws IOException {
        Definition built = kinds().build(DEFINITIONS);

        assertThat(built.hash())
                .isEqualTo(valid(Files.readString(VALID.resolve("kinds.yaml"))).hash());
    }

    @Test
    void theTextIsReadableAndReadBackTheSame() {
        String yaml = order().toYaml();

        assertThat(yaml)
                .startsWith("apiVersion: swarmlog.dev/v1\nkind: Saga\nmetadata:\n  name: order\n  version: \"1.2.0\"\n")
                .contains("  timeout: 1h30m\n", "    after: reserve\n", "order: \"${input.orderId}\"");
        assertThat(valid(yaml).hash()).isEqualTo(order().build(DEFINITIONS).hash());
    }

    @Test
    void strangeTextsStayWhatTheyAre() {
        List<String> strange = List.of(
                "yes",
                "null",
                "true",
                "1",
                "1e3",
                "",
                " a",
                "a: b",
                "# no",
                "\"'\\",
                "\u00e4\n\t\u0001",
                "a#",
                "-",
                "~");
        SagaBuilder saga =
                SagaBuilder.saga("a", "1.0.0").step("a", Steps.task("t").input(strange));

        assertThat(((Work.Task) saga.build(DEFINITIONS).steps().getFirst().work())
                        .action()
                        .input())
                .extracting(Object::toString)
                .asString()
                .contains(
                        "[\"yes\",\"null\",\"true\",\"1\",\"1e3\",\"\",\" a\",\"a: b\",\"# no\",\"\\\"'\\\\\",\"\u00e4\\n\\t\\u0001\",\"a#\",\"-\",\"~\"]");
    }

    @Test
    void allThatIsWrongIsThrownAtOnce() {
        SagaBuilder wrong = SagaBuilder.saga("a", "1")
                .step("a", Steps.task("t", "[1,2)").after("b"))
                .step("c", Steps.task("t").when("inptu"));

        assertThatThrownBy(() -> wrong.build(DEFINITIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "metadata.version: a semantic version",
                        "a: task: a version range",
                        "a: after: a step",
                        "c: when: a name");
        assertThatThrownBy(() -> wrong.step("a", Steps.task("t"))).hasMessageContaining("'a' again");
    }

    private static SagaBuilder order() {
        return SagaBuilder.saga("order", "1.2.0")
                .description("Take an order, charge for it, send it")
                .tags("shop", "money")
                .timeout(Duration.ofMinutes(90))
                .compensation(Strategy.BACKWARD)
                .retry(Retry.attempts(5)
                        .initial(Duration.ofMillis(100))
                        .multiplier(2)
                        .max(Duration.ofSeconds(10)))
                .budget(200_000, new BigDecimal("2.50"), 40)
                .input(Map.of(
                        "type", "object",
                        "required", List.of("orderId", "amount", "items"),
                        "properties",
                                Map.of(
                                        "orderId", Map.of("type", "string", "minLength", 1),
                                        "amount", Map.of("type", "number", "exclusiveMinimum", 0),
                                        "items",
                                                Map.of(
                                                        "type",
                                                        "array",
                                                        "items",
                                                        Map.of("$ref", "#/$defs/item"),
                                                        "maxItems",
                                                        100)),
                        "$defs",
                                Map.of(
                                        "item",
                                        Map.of(
                                                "type", "object",
                                                "required", List.of("sku"),
                                                "properties",
                                                        Map.of(
                                                                "sku", Map.of("type", "string"),
                                                                "count", Map.of("type", "integer", "minimum", 1))))))
                .output(Map.of("type", "object", "required", List.of("shipment")))
                .returns(Map.of("shipment", "${steps.ship.output.id}", "paid", "${input.amount}"))
                .step(
                        "reserve",
                        Steps.task("stock.reserve", "^1")
                                .input(Map.of("order", "${input.orderId}", "items", "${input.items}"))
                                .timeout(Duration.ofSeconds(30))
                                .compensate(Undo.by("stock.release", "^1")
                                        .input(Map.of("reservation", "${steps.reserve.output.id}"))
                                        .retry(Retry.attempts(20))))
                .step(
                        "charge",
                        Steps.task("payments.charge", ">=2.1 <4")
                                .after("reserve")
                                .when("input.amount > 0.0")
                                .input(Map.of(
                                        "order", "${input.orderId}",
                                        "amount", "${input.amount}",
                                        "text", "order ${input.orderId}, ${size(input.items)} items"))
                                .output("{\"id\": result.id}")
                                .idempotent()
                                .compensate(Undo.by("payments.refund")))
                .step("ship", Steps.task("parcels.ship").after("charge").pivot())
                .step("tell", Steps.task("mail.send").after("ship").input(Map.of("about", "${steps.ship.output}")));
    }

    private static SagaBuilder kinds() {
        return SagaBuilder.saga("kinds", "0.1.0-rc.1")
                .compensation(Strategy.SELECTIVE)
                .idempotent()
                .step("start", Steps.task("begin"))
                .step(
                        "think",
                        Steps.gather("model.answer@1.x", "BEST")
                                .fanOut(5)
                                .by("/score")
                                .window(Duration.ofSeconds(20))
                                .after("start")
                                .timeout(Duration.ofMinutes(2))
                                .compensate(Undo.by("model.forget"))
                                .undoWhen("steps.think.output.score < 0.5"))
                .step(
                        "vote",
                        Steps.gather("model.vote", "QUORUM").fanOut(5).quorum(3).after("start"))
                .step(
                        "each",
                        Steps.map("steps.think.output.parts", "part.do")
                                .after("think")
                                .parallel(20)
                                .failures(2)
                                .input(Map.of("part", "${item.id}", "number", "${index}"))
                                .output("result.value")
                                .compensate(Undo.by("part.undo").input(Map.of("part", "${item.id}"))))
                .step(
                        "hear",
                        Steps.signal("documents-there")
                                .timeout(Duration.ofDays(7))
                                .after("start"))
                .step(
                        "ask",
                        Steps.approval(Map.of("text", "publish ${size(steps.each.output)} parts?"))
                                .after("each", "hear", "vote")
                                .timeout(Duration.ofDays(2)))
                .step("sleep", Steps.timer("input.pauseMs").after("ask"))
                .step("nap", Steps.timer(Duration.ofSeconds(90)).after("ask"))
                .step(
                        "below",
                        Steps.subSaga("order", "1.2.0").after("sleep", "nap").input("${input.order}"))
                .step(
                        "low",
                        Steps.task("last").after("below").when("!input.high").with("join", "ALL"))
                .step("high", Steps.task("last").after("below").when("input.high"))
                .step(
                        "last",
                        Steps.task("last")
                                .afterAny("low", "high")
                                .input(List.of("${steps.low.output}", "${steps['high'].output}", "$${no}")));
    }

    private static Definition valid(String document) {
        Validation validation = DEFINITIONS.validate(document);
        assertThat(validation.problems()).isEmpty();
        return ((Validation.Valid) validation).definition();
    }
}
