package dev.swarmlog.examples.csrd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.examples.desk.Json;
import dev.swarmlog.examples.desk.Workroom;
import java.io.IOException;
import java.util.Locale;

/** Reports as drafts, then filed, then on record. The same figures make the same bytes. */
final class Reports {
    private static final String DRAFTS = "drafts";
    private static final String PUBLISHED = "published";
    private static final String ARCHIVE = "archive";

    private final Workroom room;
    private final Readings readings;

    Reports(Workroom room, Readings readings) {
        this.room = room;
        this.readings = readings;
    }

    JsonNode write(JsonNode input) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# Greenhouse gas emissions (ESRS E1-6)\n\n");
        text.append(Json.text(input, "company"))
                .append(", ")
                .append(input.path("year").asInt())
                .append("\n\n");
        text.append("| figure | t CO2e | SHA-256 of its inputs |\n|---|---:|---|\n");
        for (JsonNode figure : Json.list(input, "figures")) {
            row(text, Json.text(figure, "figure"), figure.path("tonnes").asDouble(), Json.text(figure, "sha256"));
        }
        double total = input.path("totalTonnes").asDouble();
        row(text, "Total, location-based", total, Json.text(input, "sha256"));
        room.write(DRAFTS, draft(input), text.toString());
        return Json.object().put("sha256", Json.sha256(text.toString())).put("totalTonnes", total);
    }

    JsonNode discard(JsonNode input) throws IOException {
        return Json.object().put("discarded", room.remove(DRAFTS, draft(input)));
    }

    JsonNode publish(JsonNode input) throws IOException {
        String text = room.read(DRAFTS, draft(input));
        if (text == null || !Json.sha256(text).equals(Json.text(input, "sha256"))) {
            throw AgentFailure.nonRetryable("the draft is not the one that was written");
        }
        if (!input.path("portal").asText().equals("open")) {
            throw AgentFailure.nonRetryable(
                    "the portal takes no filings: it is " + input.path("portal").asText());
        }
        String document = Json.text(input, "name") + ".md";
        room.write(PUBLISHED, document, text);
        return Json.object().put("document", "csrd/" + PUBLISHED + "/" + document);
    }

    /** With the report on record, what was locked for it is free again. */
    JsonNode archive(JsonNode input) throws IOException {
        String report = Json.text(input, "report");
        room.write(ARCHIVE, report + ".json", Json.canonical(input));
        room.remove(DRAFTS, draft(input));
        int unlocked = 0;
        for (JsonNode site : Json.list(input, "sites")) {
            unlocked += readings.unlock(site.asText(), input.path("year").asInt(), report) ? 1 : 0;
        }
        ObjectNode done = Json.object().put("unlocked", unlocked);
        return done.put("figures", room.count(FigureBook.FIGURES, report + "_"));
    }

    private static String draft(JsonNode input) {
        return Json.text(input, "report") + ".md";
    }

    private static void row(StringBuilder text, String figure, double tonnes, String sha256) {
        text.append(String.format(Locale.ROOT, "| %s | %.3f | %s |", figure, tonnes, sha256))
                .append('\n');
    }
}
