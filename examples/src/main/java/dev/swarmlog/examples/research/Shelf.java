package dev.swarmlog.examples.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.examples.desk.Json;
import dev.swarmlog.examples.desk.Workroom;
import java.io.IOException;

/** Drafts, and what was published of them. */
final class Shelf {
    private static final String DRAFTS = "drafts";
    private static final String PUBLISHED = "published";

    private final Workroom room;

    Shelf(Workroom room) {
        this.room = room;
    }

    JsonNode file(JsonNode input) throws IOException {
        room.write(DRAFTS, name(input), Json.text(input, "text"));
        return Json.object().put("filed", name(input));
    }

    JsonNode unfile(JsonNode input) throws IOException {
        return Json.object().put("unfiled", room.remove(DRAFTS, name(input)));
    }

    JsonNode publish(JsonNode input) throws IOException {
        String text = room.read(DRAFTS, name(input));
        if (text == null && room.read(PUBLISHED, name(input)) == null) {
            throw AgentFailure.nonRetryable("there is no draft " + name(input));
        }
        if (text != null) {
            room.write(PUBLISHED, name(input), text);
            room.remove(DRAFTS, name(input));
        }
        return Json.object().put("document", "research/" + PUBLISHED + "/" + name(input));
    }

    private static String name(JsonNode input) {
        return Json.text(input, "id") + ".md";
    }
}
