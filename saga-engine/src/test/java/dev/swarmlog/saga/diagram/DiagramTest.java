package dev.swarmlog.saga.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.v1.SagaSpent;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepState;
import dev.swarmlog.v1.SagaStepStatus;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class DiagramTest {
    private static final String ORDER = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata: {name: order, version: 1.0.0}
            steps:
              reserve: {task: stock.reserve, compensate: {task: stock.release}}
              ask: {kind: APPROVAL, question: ok, after: reserve}
              ship: {task: parcels.ship, after: [reserve, ask]}
            """;

    @Test
    void mermaidSaysWhatComesAfterWhatAndHowFarItIs() {
        List<String> lines = Mermaid.lines(Diagram.of(status(), definition()));

        assertThat(lines)
                .startsWith(
                        "flowchart LR",
                        "  s0[\"reserve<br/>COMPLETED<br/>attempt 2, 40 ms\"]:::completed",
                        "  s1[\"ask<br/>WAITING\"]:::waiting",
                        "  s2[\"ship<br/>PENDING\"]:::pending",
                        "  s0 --> s1",
                        "  s0 --> s2",
                        "  s1 --> s2")
                .contains("  classDef completed fill:#e6f4ea,stroke:#2e7d32,color:#212121");
    }

    @Test
    void whatAPersonCalledAStepCannotBreakThePicture() throws Exception {
        Diagram diagram = new Diagram(
                "a<b>&\"c\"",
                "",
                List.of(new Diagram.Node("x\"];<y>&\u0001", "", SagaStepState.FAILED, "", List.of())));

        assertThat(Mermaid.lines(diagram).get(1)).startsWith("  s0[\"x#quot;];#lt;y#gt;&");
        assertThat(parsed(Svg.of(diagram)).getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a<b>&\"c\"");
    }

    @Test
    void svgHasABoxForEachStepAndAnArrowForEachDependency() throws Exception {
        Document svg = parsed(Svg.of(Diagram.of(status(), definition())));

        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(3);
        assertThat(svg.getElementsByTagName("path").getLength())
                .as("three, and the arrow's head")
                .isEqualTo(4);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("order@1.0.0  RUNNING", "stock.reserve", "approval", "completed, attempt 2, 40 ms");
    }

    @Test
    void withoutTheDefinitionThereAreStepsAndNoArrows() throws Exception {
        Diagram diagram = Diagram.of(status(), null);

        assertThat(Mermaid.lines(diagram)).noneMatch(line -> line.contains("-->"));
        assertThat(parsed(Svg.of(diagram)).getElementsByTagName("g").getLength())
                .isEqualTo(3);
        assertThat(parsed(Svg.of(new Diagram("a", "", List.of())))
                        .getElementsByTagName("g")
                        .getLength())
                .isZero();
    }

    @Test
    void inAnyGraphArrowsGoForwardAndNothingLiesUponAnother() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);

        for (int round = 0; round < 200; round++) {
            Layers layers = Layers.of(graph(random));

            assertThat(layers.arrows()).as("seed %d", seed).allSatisfy(arrow -> {
                for (int i = 1; i < arrow.size(); i++) {
                    assertThat(arrow.get(i).column).isEqualTo(arrow.get(i - 1).column + 1);
                }
            });
            Map<Integer, List<Layers.Point>> columns = layers.arrows().stream()
                    .flatMap(List::stream)
                    .distinct()
                    .collect(Collectors.groupingBy(point -> point.column));
            columns.values().forEach(column -> {
                column.sort(Comparator.comparingDouble(point -> point.row));
                for (int i = 1; i < column.size(); i++) {
                    assertThat(column.get(i).row - column.get(i - 1).row)
                            .as("seed %d", seed)
                            .isGreaterThan(0.999);
                }
                assertThat(column.getFirst().row).isGreaterThan(-0.001);
                assertThat(column.getLast().row).isLessThanOrEqualTo(layers.rows() - 0.999);
            });
        }
    }

    @Test
    void aChainIsAStraightLine() {
        List<Diagram.Node> chain = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            chain.add(node(i, i == 0 ? List.of() : List.of(i - 1)));
        }

        assertThat(Layers.of(chain).nodes()).allMatch(point -> point.row == 0);
        assertThat(Layers.of(chain).columns()).isEqualTo(50);
    }

    private static List<Diagram.Node> graph(SplittableRandom random) {
        List<Diagram.Node> nodes = new ArrayList<>();
        int size = 1 + random.nextInt(40);
        for (int i = 0; i < size; i++) {
            TreeSet<Integer> after = new TreeSet<>();
            for (int k = random.nextInt(3); i > 0 && k > 0; k--) {
                after.add(random.nextInt(i));
            }
            nodes.add(node(i, List.copyOf(after)));
        }
        return nodes;
    }

    private static Diagram.Node node(int index, List<Integer> after) {
        return new Diagram.Node("s" + index, "", SagaStepState.PENDING, "", after);
    }

    private static @Nullable Definition definition() {
        return new Definitions().validate(ORDER) instanceof Validation.Valid(Definition definition) ? definition : null;
    }

    private static SagaStatus status() {
        return new SagaStatus(
                "o-1",
                "order",
                "1.0.0",
                "h",
                SagaState.RUNNING,
                3L,
                1_000L,
                1_100L,
                0L,
                0L,
                0L,
                Map.of(),
                List.of(
                        step("reserve", SagaStepState.COMPLETED, 2, 1_000, 1_040),
                        step("ask", SagaStepState.WAITING, 1, 1_040, 0),
                        step("ship", SagaStepState.PENDING, 0, 0, 0)),
                "",
                "",
                "",
                new SagaSpent("", 0L, 0L, 0L));
    }

    private static SagaStepStatus step(String name, SagaStepState state, int attempt, long fromMs, long toMs) {
        return new SagaStepStatus(name, state, attempt, "", fromMs, toMs, 0L, "", 0, 0);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
