package dev.swarmlog.saga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.document.Problem;
import dev.swarmlog.saga.core.definition.Budget;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Shape;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.expression.Expression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {
    private static final Definitions DEFINITIONS = new Definitions();
    private static final String HEAD = "apiVersion: swarmlog.dev/v1\nkind: Saga\nmetadata: {name: a, version: 1.0.0}\n";

    static List<Path> valid() {
        return Examples.valid();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void nothingIsWrongWithTheExamples(Path file) {
        assertThat(DEFINITIONS.validate(Examples.bytes(file)).problems()).isEmpty();
    }

    @Test
    void whatIsWrittenIsWhatTheModelSays() {
        Definition order = valid("valid/order.yaml");

        assertThat(order.name()).isEqualTo("order");
        assertThat(order.version()).isEqualTo("1.2.0");
        assertThat(order.tags()).containsExactly("shop", "money");
        assertThat(order.timeoutMs()).isEqualTo(5_400_000);
        assertThat(order.strategy()).isEqualTo(Strategy.BACKWARD);
        assertThat(order.budget()).isEqualTo(new Budget(200_000, 2_500_000, 40));
        assertThat(order.steps()).extracting(Step::name).containsExactly("reserve", "charge", "ship", "tell");
        Step charge = order.steps().get(1);
        assertThat(charge.after()).containsExactly(0);
        assertThat(charge.work()).isInstanceOfSatisfying(Work.Task.class, task -> {
            assertThat(task.action().capability()).isEqualTo("payments.charge");
            assertThat(task.action().versionRange()).isEqualTo(">=2.1 <4");
            assertThat(task.action().idempotent()).isTrue();
            assertThat(task.action().retry()).isEqualTo(new RetryPolicy(5, 100, 2, 10_000));
        });
        assertThat(order.steps().get(2).pivot()).isTrue();
        assertThat(Objects.requireNonNull(order.steps().get(0).compensation())
                        .retry()
                        .attemptsMax())
                .isEqualTo(20);
    }

    @Test
    void everyKindOfStepIsKnown() {
        Definition kinds = valid("valid/kinds.yaml");

        assertThat(kinds.steps())
                .extracting(step -> step.work().getClass().getSimpleName())
                .contains("Task", "Gather", "WaitSignal", "Approval", "Timer", "SubSaga", "Each");
        assertThat(kinds.steps()).allSatisfy(step -> assertThat(step.after()).allMatch(one -> one < step.index()));
        assertThat(step(kinds, "vote").work())
                .isInstanceOfSatisfying(
                        Work.Gather.class, gather -> assertThat(gather.quorum()).isEqualTo(3));
        assertThat(step(kinds, "below").work())
                .isInstanceOfSatisfying(
                        Work.SubSaga.class, sub -> assertThat(sub.version()).isEqualTo("1.2.0"));
        assertThat(step(kinds, "last").join()).isEqualTo(Step.Join.ANY);
        assertThat(((Work.Task) step(kinds, "last").work()).action().input())
                .isInstanceOfSatisfying(
                        Expression.class, input -> assertThat(input.steps()).containsExactlyInAnyOrder("low", "high"));
    }

    @Test
    void theHashIsOfWhatIsSaidAndNotOfHow() {
        String yaml = HEAD + "steps:\n  a: {task: x, timeout: 5s}\n  b: {task: y, after: a} # then this\n";
        String json = """
                {"kind": "Saga", "steps": {"b": {"after": "a", "task": "y"}, "a": {"timeout": "5s", "task": "x"}},
                 "metadata": {"version": "1.0.0", "name": "a"}, "apiVersion": "swarmlog.dev/v1"}""";

        assertThat(valid(yaml.getBytes(StandardCharsets.UTF_8)).hash())
                .isEqualTo(valid(json.getBytes(StandardCharsets.UTF_8)).hash())
                .isEqualTo("7e2de1044b4f8b9ca31570ca32c1e6442f06406c1bb980b49278b4f9be0906be")
                .isNotEqualTo(valid(yaml.replace("5s", "6s").getBytes(StandardCharsets.UTF_8))
                        .hash());
    }

    @Test
    void stepsAreInOrderWhereverTheyStand() {
        String text = HEAD + "steps: {z: {task: t}, b: {task: t, after: [z, c]}, c: {task: t}, a: {task: t, after: b}}";

        assertThat(valid(text.getBytes(StandardCharsets.UTF_8)).steps())
                .extracting(Step::name)
                .containsExactly("c", "z", "b", "a");
    }

    @Test
    void aShapeSaysWhatAnInstanceMayBeStartedWith() {
        Shape input = Objects.requireNonNull(valid("valid/order.yaml").input());

        assertThat(input.flaw(new Json("{\"orderId\": \"o\", \"amount\": 1, \"items\": [{\"sku\": \"a\"}]}")))
                .isNull();
        assertThat(input.flaw(new Json("{\"orderId\": \"o\", \"amount\": 1, \"items\": [{\"sku\": 7}]}")))
                .isEqualTo("items[0].sku: string is expected, found 7");
        assertThat(input.flaw(new Json("{\"orderId\": \"o\", \"amount\": 0, \"items\": []}")))
                .isEqualTo("amount: more than 0 is expected, found 0");
    }

    @Test
    void whatWasValidatedIsRemembered() {
        byte[] order = Examples.bytes("valid/order.yaml");

        assertThat(DEFINITIONS.validate(order)).isSameAs(DEFINITIONS.validate(order.clone()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 5_000})
    void largeDefinitionsAreTakenUpToTheLimit(int steps) {
        assertThat(DEFINITIONS.validate(wide(steps)).problems()).isEmpty();
    }

    @Test
    void tooManyStepsAndTooDeepOnesAreTold() {
        assertThat(DEFINITIONS.validate(wide(5_001)).problems())
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("at most 5000 steps are allowed, found 5001");
        assertThat(DEFINITIONS.validate(chain(500)).problems()).isEmpty();
        assertThat(DEFINITIONS.validate(chain(501)).problems())
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("at most 500 steps are allowed in a row, found more up to this one");
    }

    @Test
    void manyPivotsAreRefusedBeforeTheyAreCompared() {
        String pivots = wide(5_000).replace("after: first", "after: first, pivot: true, when: input.x");

        assertThat(DEFINITIONS.validate(pivots).problems())
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("at most 100 pivots are allowed, found 4999");
    }

    @Test
    void hugeAndDeepDocumentsAreRefused() {
        assertThat(DEFINITIONS.validate("x".repeat(1_000_001)).problems())
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("a document of at most 1000000 bytes is expected, found 1000001");
        assertThat(DEFINITIONS.validate("[".repeat(500_000)).problems())
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("it is nested deeper than the 32 levels that are allowed");
        assertThat(DEFINITIONS.validate("{a: ".repeat(200_000)).problems()).hasSize(1);
    }

    @Test
    void tenThousandDefinitionsAreOneBatch() {
        String text =
                HEAD + "steps: {a: {task: t, input: {x: '${input.x}'}}, b: {task: t, after: a, when: input.x > 1}}";
        Set<String> hashes = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            Definition definition = valid(text.replace("name: a", "name: a" + i).getBytes(StandardCharsets.UTF_8));
            hashes.add(definition.hash());
        }

        assertThat(hashes).hasSize(10_000);
    }

    @Test
    void anyBytesGetAnAnswer() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] document = Examples.bytes(random.nextBoolean() ? "valid/order.yaml" : "valid/kinds.yaml");
            for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
                int at = random.nextInt(document.length);
                document[at] =
                        random.nextInt(4) == 0 ? (byte) random.nextInt(256) : document[random.nextInt(document.length)];
            }

            Validation validation = DEFINITIONS.validate(document);

            assertThat(validation instanceof Validation.Valid
                            || !validation.problems().isEmpty())
                    .as("seed %d, document %d", seed, i)
                    .isTrue();
        }
    }

    private static String wide(int steps) {
        StringBuilder text = new StringBuilder(HEAD).append("steps:\n  first: {task: t}\n");
        for (int i = 1; i < steps; i++) {
            text.append("  s").append(i).append(": {task: t, after: first, input: \"${steps.first.output}\"}\n");
        }
        return text.toString();
    }

    private static String chain(int steps) {
        StringBuilder text = new StringBuilder(HEAD).append("steps:\n  s0: {task: t}\n");
        for (int i = 1; i < steps; i++) {
            text.append("  s")
                    .append(i)
                    .append(": {task: t, after: s")
                    .append(i - 1)
                    .append("}\n");
        }
        return text.toString();
    }

    private static Step step(Definition definition, String name) {
        return definition.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Definition valid(String example) {
        return valid(Examples.bytes(example));
    }

    private static Definition valid(byte[] document) {
        Validation validation = DEFINITIONS.validate(document);
        assertThat(validation.problems()).isEmpty();
        return ((Validation.Valid) validation).definition();
    }
}
