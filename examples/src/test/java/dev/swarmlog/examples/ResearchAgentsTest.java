package dev.swarmlog.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.swarmlog.examples.desk.Json;
import dev.swarmlog.examples.desk.Table;
import dev.swarmlog.examples.desk.Workroom;
import dev.swarmlog.examples.research.ResearchAgents;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResearchAgentsTest {
    @TempDir
    private Path folder;

    @Test
    void theExampleQuestionHasPartsWithAndWithoutAnAnswer() throws IOException {
        JsonNode plan = does("research-planner", "research.plan", Table.text("research/input.json"));

        assertThat(Json.list(plan, "parts"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "How do services agree without a shared transaction",
                        "what keeps their messages from being lost",
                        "who pays for it");
        assertThat(search("How do services agree without a shared transaction"))
                .extracting(passage -> passage.path("title").asText())
                .startsWith("Sagas");
        assertThat(search("what keeps their messages from being lost"))
                .extracting(passage -> passage.path("title").asText())
                .containsExactlyInAnyOrder("Outbox", "Logs");
        assertThatThrownBy(() -> search("who pays for it")).hasMessage("the library has nothing on 'who pays for it'");
    }

    @Test
    void writersQuoteWordForWordAndDifferInWhatTheyTake() throws IOException {
        String passages = "[" + search("services agree") + "," + search("messages lost") + "]";
        String input = "{\"question\":\"How do services agree, and are messages lost?\",\"passages\":" + passages + "}";

        JsonNode brief = does("research-writer-brief", "research.draft", input);
        JsonNode thorough = does("research-writer-thorough", "research.draft", input);

        assertThat(brief.path("quotes")).hasSizeLessThan(thorough.path("quotes").size());
        assertThat(brief.path("score").asDouble())
                .isNotEqualTo(thorough.path("score").asDouble());
        assertThat(thorough.path("text").asText().lines().filter(line -> line.startsWith("- ")))
                .allMatch(
                        line -> Table.text("research/library.txt").contains(line.substring(2, line.lastIndexOf(" ("))));
    }

    @Test
    void aDraftThatNobodyApprovedIsTakenBack() throws IOException {
        String draft = "{\"id\":\"q-1\",\"text\":\"answer\"}";
        does("research-shelf", "research.file", draft);
        does("research-shelf", "research.unfile", draft);
        assertThatThrownBy(() -> does("research-shelf", "research.publish", draft))
                .hasMessage("there is no draft q-1.md");

        does("research-shelf", "research.file", draft);
        does("research-shelf", "research.publish", draft);
        does("research-shelf", "research.publish", draft);

        assertThat(folder.resolve("published/q-1.md")).hasContent("answer");
        assertThat(folder.resolve("drafts/q-1.md")).doesNotExist();
    }

    private ArrayNode search(String query) throws IOException {
        String input = Json.object().put("query", query).put("passages", 2).toString();
        return (ArrayNode) does("research-library", "research.search", input).path("passages");
    }

    private JsonNode does(String desk, String capability, String input) throws IOException {
        return ResearchAgents.in(new Workroom(folder)).stream()
                .filter(each -> each.agent().id().equals(desk))
                .findFirst()
                .orElseThrow()
                .done(capability, Json.read(input));
    }
}
