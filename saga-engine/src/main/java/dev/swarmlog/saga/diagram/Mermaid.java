package dev.swarmlog.saga.diagram;

import dev.swarmlog.v1.SagaStepState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** As text that many editors and web pages draw: <a href="https://mermaid.js.org">Mermaid</a>. */
public final class Mermaid {
    private Mermaid() {}

    public static List<String> lines(Diagram diagram) {
        List<String> lines = new ArrayList<>();
        lines.add("flowchart LR");
        Set<SagaStepState> states = EnumSet.noneOf(SagaStepState.class);
        for (int i = 0; i < diagram.nodes().size(); i++) {
            Diagram.Node node = diagram.nodes().get(i);
            states.add(node.state());
            lines.add("  s" + i + "[\"" + escaped(node.name()) + "<br/>" + node.state()
                    + (node.note().isEmpty() ? "" : "<br/>" + escaped(node.note())) + "\"]:::" + word(node.state()));
        }
        for (int i = 0; i < diagram.nodes().size(); i++) {
            for (int before : diagram.nodes().get(i).after()) {
                lines.add("  s" + before + " --> s" + i);
            }
        }
        for (SagaStepState state : states) {
            Colours colours = Colours.of(state);
            lines.add("  classDef " + word(state) + " fill:" + colours.fill() + ",stroke:" + colours.line()
                    + ",color:#212121" + (colours.dashed() ? ",stroke-dasharray:5 4" : ""));
        }
        return lines;
    }

    private static String word(SagaStepState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
