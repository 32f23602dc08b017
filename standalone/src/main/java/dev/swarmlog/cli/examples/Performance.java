package dev.swarmlog.cli.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.saga.SagaRows;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFactKind;
import dev.swarmlog.v1.SagaStatus;
import java.util.List;
import java.util.Locale;

/** How one saga went. */
record Performance(SagaStatus status, List<SagaEvent> events) {
    String end() {
        return status.getState().name().toLowerCase(Locale.ROOT);
    }

    JsonNode output() {
        return Json.parse(status.getOutput().isEmpty() ? "null" : status.getOutput());
    }

    String took() {
        return Figures.latency((double) status.getEndedAtMs() - status.getStartedAtMs());
    }

    /** Each step, and how it ended. */
    List<String> steps() {
        return SagaRows.steps(status);
    }

    /** What happened, in its order, from the first failure on. */
    List<String> fall() {
        return SagaRows.timeline(
                status, events.stream().dropWhile(event -> !isFailure(event)).toList());
    }

    private static boolean isFailure(SagaEvent event) {
        return event.getFacts().stream().anyMatch(fact -> fact.getKind() == SagaFactKind.STEP_FAILED);
    }

    /** The figures of a report, each with the hash of what it was made of. */
    List<String> figures() {
        Table table = Table.of("FIGURE", ">T CO2E", "SHA-256 OF ITS INPUTS");
        for (JsonNode figure : output().path("figures")) {
            table.row(
                    figure.path("figure").asText(),
                    String.format(Locale.ROOT, "%,.3f", figure.path("tonnes").asDouble()),
                    figure.path("sha256").asText());
        }
        return table.lines();
    }
}
