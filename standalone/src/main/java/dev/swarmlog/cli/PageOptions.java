package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which page of a list is printed. */
final class PageOptions {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many (now ${DEFAULT-VALUE})")
    private int limit = 100;

    @Option(names = "--cursor", paramLabel = "ID", description = "Go on behind this one")
    private String cursor = "";

    /** What a page shows of each, and how. */
    record Form<T>(
            Function<T, String> id, Function<T, ? extends JsonNode> json, Function<List<T>, List<String>> table) {}

    /** Of all that are found, in the order of their ids. */
    <T> void print(Stream<T> all, Form<T> form, Output output) {
        List<T> found = all.filter(each -> form.id.apply(each).compareTo(cursor) > 0)
                .limit(limit + 1L)
                .toList();
        List<T> page = found.size() > limit ? found.subList(0, limit) : found;
        if (output.isJson()) {
            output.jsonArray(page.stream().map(form.json).toList());
        } else {
            output.lines(form.table.apply(page));
        }
        if (found.size() > limit && limit > 0) {
            output.note("there are more; go on with --cursor " + form.id.apply(page.getLast()));
        }
    }
}
