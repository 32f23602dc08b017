package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.swarmlog.saga.core.definition.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Real graphs of the WfInstances collection (github.com/wfcommons/WfInstances), each as a saga of one task a task, run to
 * its end: {@code -Dwfinstances=DIR}. Skipped without, since the data is not ours to keep.
 */
final class WfInstancesTest {

    @Test
    void realGraphsRunToTheirEnd() throws IOException {
        String folder = System.getProperty("wfinstances");
        assumeTrue(folder != null, "no -Dwfinstances=DIR");
        int graphs = 0;
        long steps = 0;
        int most = 0;
        long nanos = 0;
        for (Path file : files(Path.of(folder))) {
            Definition definition = read(file);
            long begun = System.nanoTime();
            Simulated.Run run = Simulated.run(definition, graphs);
            nanos += System.nanoTime() - begun;
            assertThat(run.ending()).as(file.toString()).isEqualTo("COMPLETED");
            graphs++;
            steps += definition.steps().size();
            most = Math.max(most, definition.steps().size());
        }
        System.out.printf(
                "%,d graphs, %,d steps, the largest of %,d, in %,d ms%n", graphs, steps, most, nanos / 1_000_000);
        assertThat(graphs).isPositive();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Tasks after those before them, since steps are numbered so. */
    private static Definition read(Path file) throws IOException {
        Map<String, List<String>> parents = parents(file);
        Map<String, List<String>> children = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        ArrayDeque<String> free = new ArrayDeque<>();
        parents.forEach((task, before) -> {
            open.put(task, before.size());
            before.forEach(each ->
                    children.computeIfAbsent(each, key -> new ArrayList<>()).add(task));
            if (before.isEmpty()) {
                free.add(task);
            }
        });
        Map<String, Integer> index = new HashMap<>();
        List<List<Integer>> after = new ArrayList<>();
        for (String task = free.poll(); task != null; task = free.poll()) {
            index.put(task, after.size());
            after.add(parents.getOrDefault(task, List.of()).stream()
                    .map(index::get)
                    .sorted()
                    .toList());
            for (String child : children.getOrDefault(task, List.of())) {
                if (open.merge(child, -1, Integer::sum) == 0) {
                    free.add(child);
                }
            }
        }
        assertThat(after).as("%s has no cycle", file).hasSameSizeAs(parents.keySet());
        return Simulated.graph(after);
    }

    /** By task id, of the format's version 1.5: workflow.specification.tasks[].{id, parents}. */
    private static Map<String, List<String>> parents(Path file) throws IOException {
        Map<String, List<String>> parents = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && "specification".equals(parser.currentName())) {
                    tasks(parser, parents);
                    return parents;
                }
            }
        }
        throw new IOException(file + " has no specification");
    }

    private static void tasks(JsonParser parser, Map<String, List<String>> parents) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean tasks = "tasks".equals(parser.currentName());
            parser.nextToken();
            if (!tasks) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                task(parser, parents);
            }
        }
    }

    private static void task(JsonParser parser, Map<String, List<String>> parents) throws IOException {
        String id = "";
        List<String> before = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("id")) {
                id = parser.getText();
            } else if (field.equals("parents")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    before.add(parser.getText());
                }
            } else {
                parser.skipChildren();
            }
        }
        parents.put(id, before.stream().distinct().toList());
    }
}
