package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;

/** What a bench found, for people and for programs. */
record BenchTelling(Output output) {
    void tell(String name, Findings findings) {
        if (output.isJson()) {
            ObjectNode json = Json.object().put("bench", name);
            findings.sections().forEach(json::putPOJO);
            output.json(Json.parse(json.toString()));
            return;
        }
        Table table = Table.of("SECTION", "NAME", ">VALUE");
        findings.sections()
                .forEach((section, values) -> values.forEach((what, value) -> table.row(section, what, value)));
        output.lines(table.lines());
    }
}
