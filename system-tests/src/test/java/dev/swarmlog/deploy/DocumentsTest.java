package dev.swarmlog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents, examples and dashboards name only what exists. */
final class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern TOPIC = Pattern.compile("\\b(?:agents|messages|platform)\\.[a-z]+(?:-[a-z]+)*\\b");
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void linksLeadSomewhere() throws IOException {
        for (Path document : documents()) {
            assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                    .as("%s", document)
                    .allMatch(link -> Files.exists(document.resolveSibling(link)));
        }
    }

    @Test
    void topicsAreThoseOfTheCatalogue() throws IOException {
        Set<String> known = new Topics("").all().stream().map(Topic::name).collect(Collectors.toSet());
        for (Path file : Stream.of(documents(), Checkout.filesBelow("deploy"), examples())
                .flatMap(List::stream)
                .toList()) {
            assertThat(TOPIC.matcher(Files.readString(file)).results().map(MatchResult::group))
                    .as("%s", file)
                    .isSubsetOf(known);
        }
    }

    @Test
    void theAgentOfTheReadmeIsTheOneThatRuns() {
        String readme = JAVA.matcher(Checkout.text("README.md"))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(squeezed(Checkout.text("examples/java-agent/GreeterAgent.java")))
                .contains(squeezed(readme));
    }

    @Test
    void thePythonAgentStaysShort() {
        assertThat(Checkout.text("examples/python-agent/agent.py").lines()).hasSizeLessThan(100);
    }

    private static List<Path> documents() {
        return Stream.concat(
                        Stream.of(Checkout.file("README.md"), Checkout.file("ARCHITECTURE.md")),
                        Checkout.filesBelow("docs").stream()
                                .filter(file -> file.toString().endsWith(".md")))
                .toList();
    }

    private static List<Path> examples() {
        return Checkout.filesBelow("examples").stream()
                .filter(file -> !file.toString().contains("node_modules"))
                .filter(file -> file.toString().matches(".*\\.(py|js|java)"))
                .toList();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
