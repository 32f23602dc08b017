package dev.swarmlog.coordinator.configs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.document.Problem;
import dev.swarmlog.v1.AgentConfig;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that declare agents. */
final class AgentsReaderTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern KNOWN = Pattern.compile("there is no field 'zzzzzzzzzz' here; there are (.*)");
    private static final String HEAD = "apiVersion: swarmlog.dev/v1\nkind: Agents\nmetadata: {name: desk}\nspec:\n";

    private static AgentsDocument sound(String spec) {
        AgentsReader.Read read = AgentsReader.read(HEAD + spec);
        assertThat(read.problems()).isEmpty();
        return Objects.requireNonNull(read.document());
    }

    private static List<String> wrong(String spec) {
        AgentsReader.Read read = AgentsReader.read(HEAD + spec);
        assertThat(read.document()).isNull();
        return read.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void everyFieldOfAnAgentIsRead() {
        AgentConfig config = sound("""
              agents:
                - id: writer
                  hosts: eu
                  handler: llm
                  capabilities: {llm.write: 1.2.0, llm.read: 2.0.0}
                  settings: {prompt: 'be kind', temperature: 0.5, stops: [a, b], loud: true}
                  serviceType: desk
                  tags: [gpu, quiet]
                  region: eu-west
                  zone: a
                  concurrency: 4
                  queue: 0
                  weight: 2.5
                  timeLimit: 90s
                  model: small
                  price: {in: 0.25, out: 1.25, call: 0.002}
                  budget: {name: acme/agents, reserve: {tokens: 4000, cost: 0.5, calls: 2, time: 1m}}
            """).agents().getFirst();

        assertThat(config.getAgentId() + config.getDocument() + config.getHosts() + config.getHandler())
                .isEqualTo("writerdeskeullm");
        assertThat(config.getCapabilities())
                .containsExactly(new Capability("llm.write", "1.2.0"), new Capability("llm.read", "2.0.0"));
        assertThat(config.getSettings())
                .isEqualTo(Map.of("prompt", "be kind", "temperature", "0.5", "stops", "[\"a\",\"b\"]", "loud", "true"));
        assertThat(config.getTags()).containsExactly("gpu", "quiet");
        assertThat(config.getLocation()).isEqualTo(new Location("eu-west", "a"));
        assertThat(config.getConcurrency() + config.getQueueMax()).isEqualTo(4);
        assertThat(config.getWeight()).isEqualTo(2.5);
        assertThat(config.getTimeLimitMs()).isEqualTo(90_000);
        assertThat(config.getPrice().getOutMicros()).isEqualTo(1_250_000);
        assertThat(config.getBudget()).isEqualTo("acme/agents");
        assertThat(config.getReserve()).isEqualTo(new BudgetAmounts(4_000L, 500_000L, 2L, 60_000L));
    }

    @Test
    void aPatternIsWrittenOut() {
        List<AgentConfig> agents = sound("""
              agents:
                - {id: 'clerk-{n}', count: 1000, handler: calculator, capabilities: {reckon: 1.0.0}}
                - {id: 'late-{n}', count: 2, from: 7, handler: calculator, capabilities: {reckon: 1.0.0}}
            """).agents();

        assertThat(agents).hasSize(1_002);
        assertThat(agents.getFirst().getAgentId()).isEqualTo("clerk-1");
        assertThat(agents.get(999).getAgentId()).isEqualTo("clerk-1000");
        assertThat(agents.getLast().getAgentId()).isEqualTo("late-8");
    }

    @Test
    void defaultsHoldWhereAnAgentSaysNothing() {
        AgentConfig config = sound("""
              defaults: {handler: llm, region: eu, budget: acme/agents, settings: {prompt: 'be kind', retries: 3}}
              agents:
                - {id: writer, region: us, capabilities: {llm.write: 1.0.0}, settings: {retries: 5}}
            """).agents().getFirst();

        assertThat(config.getHandler()).isEqualTo("llm");
        assertThat(config.getLocation().getRegion()).isEqualTo("us");
        assertThat(config.getBudget()).isEqualTo("acme/agents");
        assertThat(config.getReserve()).isEqualTo(new BudgetAmounts(0L, 0L, 1L, 0L));
        assertThat(config.getSettings()).isEqualTo(Map.of("prompt", "be kind", "retries", "5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "agents: [{handler: h, capabilities: {a: 1.0.0}}]            | 5:12: spec.agents[0].id: an id like"
                        + " calc-1",
                "agents: [{id: x, capabilities: {a: 1.0.0}}]                 | 5:12: spec.agents[0].handler: a name of",
                "agents: [{id: x, handler: h}]                               | spec.agents[0].capabilities: names with"
                        + " their versions",
                "agents: [{id: x, handler: h, capabilities: {}}]             | one or more are expected, found none",
                "agents: [{id: x, handler: h, capabilities: {a: 1.0}}]       | spec.agents[0].capabilities.a: a version"
                        + " like 1.2.0 is expected, found the number 1.0; put it into quotes",
                "agents: [{id: x, handler: h, capabilities: {a: new}}]       | a semantic version like 1.2.0 is"
                        + " expected",
                "agents: [{id: 'x{n}', handler: h, capabilities: {a: 1.0.0}}]| spec.agents[0].id: a count is expected"
                        + " beside {n}",
                "agents: [{id: x, count: 2, handler: h, capabilities: {a: 1.0.0}}] | 5:20: spec.agents[0].count: an id"
                        + " with {n} in it is expected",
                "agents: [{id: x, handler: h, capabilities: {a: 1.0.0}, concurrency: 0}] | spec.agents[0].concurrency:"
                        + " a whole number from 1 to 10000",
                "agents: [{id: x, handler: h, capabilities: {a: 1.0.0}, handlr: 0}] | there is no field 'handlr' here",
                "agents: [{id: x, handler: h, capabilities: {a: 1.0.0}, budget: a//b}] | a path is of names",
                "agents: {}                                                  | spec.agents: a list is expected, found"
                        + " fields",
                "defaults: {}                                                | spec.agents: a list of agents is"
                        + " expected"
            })
    void whatIsWrongIsToldWithItsPlace(String spec, String told) {
        assertThat(wrong("  " + spec)).anySatisfy(problem -> assertThat(problem).contains(told));
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndOfTheDefaultsOnce() {
        List<String> problems = wrong("""
              defaults: {concurrency: many}
              agents:
                - {id: a, handler: h, capabilities: {a: 1.0.0}}
                - {id: a, handler: h, capabilities: {a: 1.0.0}}
                - {id: b, handler: 'no name', capabilities: {a: 1.0.0}}
            """);

        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).startsWith("5:27: spec.agents[0].concurrency: a whole number");
        assertThat(problems.get(1)).isEqualTo("8:7: spec.agents[1].id: agent 'a' is declared in line 7 already");
        assertThat(problems.get(2)).contains("spec.agents[2].handler");
    }

    @Test
    void aDocumentDeclaresNoMoreThanItMay() {
        assertThat(wrong("""
              agents:
                - {id: 'a{n}', count: 100000, handler: h, capabilities: {a: 1.0.0}}
                - {id: b, handler: h, capabilities: {a: 1.0.0}}
            """)).singleElement().asString().contains("at most 100000 agents");
    }

    @Test
    void theExampleIsSound() throws IOException {
        AgentsReader.Read read = AgentsReader.read(Files.readString(Path.of("..", "examples", "agents", "desk.yaml")));

        assertThat(read.problems()).isEmpty();
        assertThat(Objects.requireNonNull(read.document()).agents()).hasSize(1_004);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/properties/spec                            | {zzzzzzzzzz: 1}",
                "/$defs/agent                                | {agents: [{zzzzzzzzzz: 1}]}",
                "/$defs/agent/properties/price               | {agents: [{price: {zzzzzzzzzz: 1}}]}",
                "/$defs/budget                               | {agents: [{budget: {zzzzzzzzzz: 1}}]}",
                "/$defs/budget/properties/reserve            | {agents: [{budget: {reserve: {zzzzzzzzzz: 1}}}]}"
            })
    void theSchemaAndThePageKnowTheFieldsThatTheReaderKnows(String section, String spec) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(DOCS.resolve("agent.schema.json")));
        Set<String> ofSchema = new TreeSet<>();
        schema.at(section).path("properties").fieldNames().forEachRemaining(ofSchema::add);

        assertThat(ofSchema).isNotEmpty().isEqualTo(ofReader(HEAD.replace("spec:\n", "spec: " + spec)));
        String page = Files.readString(DOCS.resolve("agent-documents.md"));
        assertThat(ofSchema).allSatisfy(field -> assertThat(page).contains(field));
    }

    private static Set<String> ofReader(String source) {
        for (Problem problem : AgentsReader.read(source).problems()) {
            Matcher known = KNOWN.matcher(problem.text());
            if (known.matches()) {
                return new TreeSet<>(Arrays.asList(known.group(1).split(", ")));
            }
        }
        throw new AssertionError("nothing was unknown in " + source);
    }
}
