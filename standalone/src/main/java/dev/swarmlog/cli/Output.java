package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command's results go, and for whom. */
final class Output {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(names = "--json", description = "Print JSON, for programs")
    private boolean json;

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    void lines(List<String> lines) {
        lines.forEach(out()::println);
        out().flush();
    }

    void line(String line) {
        lines(List.of(line));
    }

    /** For the person at the terminal, beside what programs read. */
    void note(String text) {
        command.commandLine().getErr().println("swarmlog: " + text);
        command.commandLine().getErr().flush();
    }

    void json(JsonNode node) {
        line(node.toString());
    }

    /** An array with one element on each line, so that line tools read it, too. */
    void jsonArray(List<? extends JsonNode> nodes) {
        PrintWriter out = out();
        out.print("[");
        for (int i = 0; i < nodes.size(); i++) {
            out.print(i == 0 ? "\n" : ",\n");
            out.print(nodes.get(i));
        }
        out.println(nodes.isEmpty() ? "]" : "\n]");
        out.flush();
    }
}
