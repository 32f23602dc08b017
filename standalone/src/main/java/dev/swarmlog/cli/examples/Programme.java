package dev.swarmlog.cli.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.SagaState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All examples, and what is to be seen of each. */
public record Programme(Performance filed, Performance refused, Performance research) {

    /** Whether each ended as it should, with what it made in the folder and nothing else. */
    void check(Path folder) {
        expect(filed, SagaState.COMPLETED);
        expect(refused, SagaState.COMPENSATED);
        expect(research, SagaState.COMPLETED);
        List<String> files = filesBelow(folder);
        String report = filed.output().path("document").asText();
        String answer = research.output().path("document").asText();
        List<String> left = files.stream()
                .filter(file -> !file.equals(report) && !file.equals(answer))
                .filter(file ->
                        !file.startsWith("csrd/figures/report-1_") && !file.equals("csrd/archive/report-1.json"))
                .toList();
        if (!files.contains(report) || !files.contains(answer) || !left.isEmpty()) {
            throw Failure.because("the examples should leave " + report + " and " + answer + ", and left " + files);
        }
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("A report's figures, from readings to filing (examples/sagas/csrd-report): " + filed.end() + " in "
                + filed.took());
        lines.addAll(filed.figures());
        lines.add("total " + filed.output().path("totalTonnes").asText() + " t, in "
                + filed.output().path("document").asText() + ", SHA-256 "
                + filed.output().path("sha256").asText());
        lines.add("");
        lines.addAll(filed.steps());
        lines.add("");
        lines.add("The same where the portal is closed: " + refused.end() + " in " + refused.took()
                + ", and nothing is left of it");
        lines.add("because " + refused.status().getCause());
        lines.addAll(refused.fall());
        lines.add("");
        lines.add("Research that a person approves (examples/sagas/research): " + research.end() + " in "
                + research.took() + ", the writer '"
                + research.output().path("writer").asText() + "' was best");
        lines.addAll(research.steps());
        lines.add("");
        return lines;
    }

    public ObjectNode json() {
        ObjectNode json = Json.object();
        for (Performance each : List.of(filed, refused, research)) {
            json.put(each.status().getSagaId(), each.end());
        }
        return json;
    }

    private static void expect(Performance saga, SagaState state) {
        if (saga.status().getState() != state) {
            throw Failure.because(saga.status().getSagaId() + " should be " + state + " and is "
                    + saga.status().getState() + ": " + saga.status().getCause());
        }
    }

    private static List<String> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failure.because("cannot look into " + folder + ": " + e, e);
        }
    }
}
