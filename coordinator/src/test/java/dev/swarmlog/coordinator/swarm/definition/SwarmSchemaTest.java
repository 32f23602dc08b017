package dev.swarmlog.coordinator.swarm.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.coordinator.core.search.Landscape;
import dev.swarmlog.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema for editors and the documentation know the fields that the parser knows. */
final class SwarmSchemaTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern KNOWN = Pattern.compile("there is no field 'zzzzzzzzzz' here; there are (.*)");
    private static final String HEAD = "{apiVersion: swarmlog.dev/v1, kind: Swarm, metadata: {name: s}, spec: {";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/properties/spec/properties/roles       | behaviour: FLOCKING, roles: {zzzzzzzzzz: 1}",
                "/properties/spec/properties/world       | behaviour: FLOCKING, world: {zzzzzzzzzz: 1}",
                "/properties/spec/properties/convergence | behaviour: FLOCKING, convergence: {zzzzzzzzzz: 1}",
                "/properties/spec/properties/flocking    | behaviour: FLOCKING, flocking: {zzzzzzzzzz: 1}",
                "/properties/spec/properties/dispersing  | behaviour: DISPERSING, dispersing: {zzzzzzzzzz: 1}",
                "/properties/spec/properties/clustering  | behaviour: CLUSTERING, clustering: {zzzzzzzzzz: 1}",
                "/properties/spec/properties/migrating   | behaviour: MIGRATING, migrating: {zzzzzzzzzz: 1}",
                "/$defs/region         | behaviour: MIGRATING, migrating: {regions: [{zzzzzzzzzz: 1}]}",
                "/properties/spec/properties/foraging    | behaviour: FORAGING, foraging: {zzzzzzzzzz: 1}",
                "/properties/spec/properties/work        | behaviour: FORAGING, work: {zzzzzzzzzz: 1}",
                "/$defs/budget         | behaviour: FORAGING, work: {capability: c, budget: {zzzzzzzzzz: 1}}",
                "/$defs/reserve        | behaviour: FORAGING, work: {capability: c, budget: {name: b, reserve: {zzzzzzzzzz: 1}}}",
                "/$defs/way            | behaviour: FORAGING, work: {ways: [{zzzzzzzzzz: 1}]}",
                "/$defs/evolution      | behaviour: SWARMING, swarming: {method: PARTICLES, evolution: {zzzzzzzzzz: 1}}"
            })
    void knowsTheFieldsThatTheParserKnows(String section, String spec) throws IOException {
        Set<String> ofSchema = new TreeSet<>();
        schema().at(section).path("properties").fieldNames().forEachRemaining(ofSchema::add);

        assertThat(ofSchema).isNotEmpty().isEqualTo(ofParser(HEAD + spec + "}}"));
        String page = Files.readString(DOCS.resolve("swarms.md"));
        assertThat(ofSchema).allSatisfy(field -> assertThat(page).contains(field));
    }

    @Test
    void knowsTheFunctionsThatAreKnown() throws IOException {
        List<String> ofSchema = new ArrayList<>();
        schema().findValue("function").path("enum").forEach(name -> ofSchema.add(name.asText()));

        assertThat(ofSchema)
                .containsExactlyElementsOf(
                        Arrays.stream(Landscape.values()).map(Enum::name).toList());
    }

    private static JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(Files.readString(DOCS.resolve("swarm.schema.json")));
    }

    private static Set<String> ofParser(String source) {
        assertThat(new SwarmReader().read(source)).isInstanceOf(Reading.Invalid.class);
        for (Problem problem : ((Reading.Invalid) new SwarmReader().read(source)).problems()) {
            Matcher known = KNOWN.matcher(problem.text());
            if (known.matches()) {
                return new TreeSet<>(Arrays.asList(known.group(1).split(", ")));
            }
        }
        throw new AssertionError("nothing was unknown in " + source);
    }
}
