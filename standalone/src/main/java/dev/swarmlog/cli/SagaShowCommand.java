package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.cli.saga.SagaRows;
import dev.swarmlog.cli.saga.SagaSight;
import dev.swarmlog.saga.diagram.Diagram;
import dev.swarmlog.saga.diagram.Mermaid;
import dev.swarmlog.saga.diagram.Svg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Show one saga: how far each step is, each attempt with its agent and cost, or all of it as a picture.",
            "One that the engine forgot is shown from its history."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./swarmlog saga show o-1", "  ./swarmlog saga show o-1 --svg o-1.svg"})
final class SagaShowCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The saga's id")
    private String id = "";

    @ArgGroup
    private Form form = new Form();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    /** At most one of them. */
    static final class Form {
        @Option(names = "--events", description = "Every event with all that it did")
        private boolean events;

        @Option(names = "--mermaid", description = "The steps as a Mermaid diagram")
        private boolean mermaid;

        @Option(
                names = "--svg",
                paramLabel = "FILE",
                arity = "0..1",
                fallbackValue = "-",
                description = "The steps as an SVG picture, into a file, or printed where none is named")
        private @Nullable String svg;
    }

    @Override
    public void run() {
        SagaSight seen = SagaSight.of(new SagaLog(cluster.reach()), id);
        String file = form.svg;
        if (form.mermaid) {
            output.lines(Mermaid.lines(Diagram.of(seen.status(), seen.definition())));
        } else if (file != null) {
            draw(Svg.of(Diagram.of(seen.status(), seen.definition())), file);
        } else if (output.isJson()) {
            ObjectNode json = SagaRows.json(seen.status());
            json.set("attempts", SagaRows.attempts(seen.status(), seen.events()));
            output.json(json);
        } else if (form.events) {
            if (seen.events().isEmpty()) {
                throw Failure.because("the events of saga '" + id + "' are not in the log any more");
            }
            output.lines(SagaRows.timeline(seen.status(), seen.events()));
        } else {
            output.lines(SagaRows.details(seen.status(), seen.events()));
        }
    }

    private void draw(String svg, String file) {
        if (file.equals("-")) {
            output.line(svg);
            return;
        }
        try {
            Files.writeString(Path.of(file), svg);
        } catch (IOException e) {
            throw Failure.because("cannot write " + file + ": " + e, e);
        }
    }
}
