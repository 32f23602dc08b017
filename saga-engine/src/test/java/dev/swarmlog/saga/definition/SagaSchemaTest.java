package dev.swarmlog.saga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Problem;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Shape;
import dev.swarmlog.saga.shape.ShapeCompiler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors, and the examples of the documentation, say what the parser says. */
class SagaSchemaTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Definitions DEFINITIONS = new Definitions();
    private static final Written SCHEMA = written(Examples.bytes(DOCS.resolve("saga.schema.json")));
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern KNOWN = Pattern.compile("there is no field 'zzzzzzzzzz' here; there are (.*)");

    static List<Path> valid() {
        return Examples.valid();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void theSchemaTakesWhatTheParserTakes(Path file) {
        assertThat(schema().flaw(new Json(Canonical.json(written(Examples.bytes(file))))))
                .isNull();
    }

    @Test
    void theExamplesOfTheDocumentationAreRight() {
        String text = new String(Examples.bytes(DOCS.resolve("sagas.md")), StandardCharsets.UTF_8);
        List<String> examples =
                YAML.matcher(text).results().map(found -> found.group(1)).toList();

        assertThat(examples).isNotEmpty().allSatisfy(example -> {
            assertThat(DEFINITIONS.validate(example).problems()).isEmpty();
            assertThat(schema().flaw(new Json(Canonical.json(written(example.getBytes(StandardCharsets.UTF_8))))))
                    .isNull();
        });
    }

    @Test
    void theDocumentationNamesEveryFieldOfAStep() {
        String text = new String(Examples.bytes(DOCS.resolve("sagas.md")), StandardCharsets.UTF_8);

        assertThat(names(at("$defs", "step")))
                .allSatisfy(field -> assertThat(text).contains("`" + field + "`"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                       | {zzzzzzzzzz: 1, steps: {}}",
                "properties metadata    | {metadata: {zzzzzzzzzz: 1}}",
                "properties spec        | {spec: {zzzzzzzzzz: 1}}",
                "properties spec properties budget | {spec: {budget: {zzzzzzzzzz: 1}}}",
                "$defs retry            | {spec: {retry: {zzzzzzzzzz: 1}}}",
                "$defs undo             | {steps: {a: {compensate: {zzzzzzzzzz: 1}}}}",
                "$defs gather           | {steps: {a: {kind: GATHER, gather: {zzzzzzzzzz: 1}}}}"
            })
    void theSchemaNamesTheFieldsThatTheParserKnows(String place, String document) {
        assertThat(names(at(place == null ? new String[0] : place.split(" ")))).isEqualTo(known(document));
    }

    @Test
    void theSchemaNamesTheFieldsOfAllKindsOfSteps() {
        Set<String> known = new TreeSet<>();
        for (StepKind kind : StepKind.values()) {
            known.addAll(known("{steps: {a: {kind: " + kind + ", zzzzzzzzzz: 1}}}"));
        }

        assertThat(names(at("$defs", "step"))).isEqualTo(known);
    }

    private static Set<String> known(String document) {
        return DEFINITIONS.validate(document).problems().stream()
                .map(Problem::text)
                .flatMap(text -> KNOWN.matcher(text).results())
                .map(MatchResult::group)
                .map(text -> text.substring(text.indexOf("there are ") + 10))
                .flatMap(names -> Arrays.stream(names.split(", ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Written schema) {
        return ((Written.Mapping) at(schema, "properties"))
                .entries().stream().map(Written.Entry::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Written at(String... path) {
        return at(SCHEMA, path);
    }

    private static Written at(Written from, String... path) {
        Written here = from;
        for (String name : path) {
            here = ((Written.Mapping) here)
                    .entries().stream()
                            .filter(entry -> entry.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .value();
        }
        return here;
    }

    private static Shape schema() {
        Problems problems = new Problems();
        Shape shape = ShapeCompiler.compile(SCHEMA, "schema", problems);
        assertThat(problems.first(10)).isEmpty();
        return shape;
    }

    private static Written written(byte[] document) {
        Problems problems = new Problems();
        Written written = new DocumentReader(DefinitionLimits.DEFAULT.document()).read(document, problems);
        assertThat(problems.first(10)).isEmpty();
        return Objects.requireNonNull(written);
    }
}
