package dev.swarmlog.examples.csrd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.examples.desk.Json;
import dev.swarmlog.examples.desk.Workroom;
import java.io.IOException;

/** All figures of all reports, each with the formula and the inputs that it was made of. */
final class FigureBook {
    static final String FIGURES = "figures";

    private final Workroom room;

    FigureBook(Workroom room) {
        this.room = room;
    }

    /** What has another hash than it says was changed on its way, and is no figure. */
    JsonNode enter(JsonNode input) throws IOException {
        String name = name(input);
        String expected = Json.sha256(Json.canonical(input.path("inputs")));
        if (!expected.equals(input.path("sha256").asText())) {
            throw AgentFailure.nonRetryable("the inputs of " + input.path("figure") + " have the SHA-256 " + expected
                    + ", not " + input.path("sha256").asText());
        }
        room.write(FIGURES, name, Json.canonical(input));
        return input;
    }

    JsonNode withdraw(JsonNode input) throws IOException {
        return Json.object().put("withdrawn", room.remove(FIGURES, name(input)));
    }

    private static String name(JsonNode input) {
        return Json.text(input, "report") + "_" + Workroom.slug(Json.text(input, "figure")) + ".json";
    }
}
