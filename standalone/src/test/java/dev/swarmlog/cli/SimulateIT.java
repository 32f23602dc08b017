package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.show.ReportJson;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.simulator.FaultMarks;
import dev.swarmlog.simulator.Report;
import dev.swarmlog.simulator.Simulation;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.ledger.Breach;
import dev.swarmlog.simulator.core.ledger.Ending;
import dev.swarmlog.simulator.scenario.Reading;
import dev.swarmlog.simulator.scenario.ScenarioReader;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.processes.JavaProcess;
import dev.swarmlog.v1.AgentState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swarms on a real broker and the real services, some seconds of each. */
class SimulateIT {
    private static Platform platform;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        platform = Platform.start(PlatformOptions.temporary());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static ClusterConfig cluster() {
        return ClusterConfig.of(platform.bootstrapServers(), HttpSchemaRegistry.at(platform.schemaRegistryUrl(), ""));
    }

    @Test
    void whateverHappensToAgentsTheBooksAreEven() throws Exception {
        Scenario scenario = scenario("""
            apiVersion: swarmlog.dev/v1
            kind: Scenario
            metadata: {name: ills}
            duration: 6s
            swarm: {agents: 40, heartbeat: 500ms}
            load: {arrivals: {model: poisson, perSecond: 150}, timeout: 30s}
            work: {time: {model: exponential, meanMs: 3}, failures: 0.02}
            faults:
              - {fault: crash, agents: {names: [ills-000, ills-001, ills-002]}, at: 1s, for: 3s}
              - {fault: silent, agents: {names: [ills-010, ills-011, ills-012]}, at: 1s, for: 4s}
              - {fault: network-pause, agents: {names: [ills-020, ills-021]}, at: 2s, for: 2s}
              - {fault: duplicates, agents: {names: [ills-030, ills-031]}, at: 1s, for: 4s}
            """);
        try (Simulation simulation = Simulation.connect(cluster(), scenario, (agent, status) -> {})) {
            joined(simulation, scenario);
            simulation.begin();
            FaultMarks.Mark mark = simulation.marks().note("kill -9", "nobody");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(simulation::isThrough);
            mark.ends();
            simulation.finish(Duration.ofSeconds(60));

            Report report = simulation.report();
            assertThat(report.problems()).isEmpty();
            assertThat(report.interrupted()).isFalse();
            assertThat(report.totals().accepted()).isBetween(600L, 1_200L);
            assertThat(report.totals().replied()).isEqualTo(report.totals().accepted());
            assertThat(report.totals().of(Ending.COMPLETED)).isGreaterThan(600);
            assertThat(report.latency().count()).isEqualTo(report.totals().replied());
            assertThat(report.series()).hasSizeGreaterThanOrEqualTo(5);
            assertThat(report.series().stream()
                            .mapToLong(Report.Second::replied)
                            .sum())
                    .isEqualTo(report.totals().replied());
            assertThat(report.faults()).extracting(Report.Fault::what).contains("crash", "silent", "kill -9");
            assertThat(report.faults())
                    .filteredOn(fault -> fault.what().equals("silent"))
                    .flatExtracting(Report.Fault::seen)
                    .anyMatch(seen -> seen.as().equals("SUSPECT") && seen.agents() == 3);
            shape(ReportJson.of(report));
            StringBuilder evidence = new StringBuilder();
            simulation.audit(evidence);
            assertThat(evidence.toString().lines()).hasSize(1);
            assertThat(Json.parse(evidence.toString()).path("lost").asInt(-1)).isZero();
        }
    }

    private static void shape(JsonNode json) {
        assertThat(json.path("report").asText()).isEqualTo("swarmlog.simulation");
        assertThat(json.path("even").asBoolean()).isTrue();
        assertThat(json.path("ledger").path("submitted")).isEqualTo(json.path("submitted"));
        for (Breach breach : Breach.values()) {
            assertThat(json.path("ledger")
                            .path(breach.name().toLowerCase(Locale.ROOT))
                            .asInt(-1))
                    .isZero();
        }
        JsonNode second = json.path("series").path(2);
        for (String field : List.of("atMs", "submitted", "replied", "open", "p50Ms", "p99Ms", "alive", "cores")) {
            assertThat(second.path(field).isNumber()).as(field).isTrue();
        }
        assertThat(second.path("agents").has("HEALTHY")).isTrue();
        assertThat(json.path("series"))
                .as("how far services were behind")
                .anyMatch(each -> each.path("unread").has("router")
                        && each.path("unread").has("agent-registry")
                        && each.path("lag").isNumber());
        assertThat(json.path("faults").path(0).has("atMs")).isTrue();
    }

    @Test
    void theCommandKeepsReportAndEvidence() throws Exception {
        Path report = folder.resolve("report.json");
        Path audit = folder.resolve("audit.jsonl");
        StringWriter out = new StringWriter();

        int exit = Swarmlog.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "simulate",
                        "--bootstrap-servers",
                        platform.bootstrapServers(),
                        "--schema-registry",
                        platform.schemaRegistryUrl(),
                        "--agents=8",
                        "--rate=100",
                        "--duration=2s",
                        "--json",
                        report.toString(),
                        "--audit",
                        audit.toString());

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString()).contains("200 messages submitted, 200 replied, 0 lost, 0 doubled");
        assertThat(Json.parse(Files.readString(report)).path("completed").asInt())
                .isEqualTo(200);
        assertThat(Files.readString(audit))
                .startsWith("{\"audit\":\"swarmlog.simulation\"")
                .contains("\"opened\":200");
    }

    @Test
    void ctrlCEndsItWithTheReportSoFar() throws Exception {
        Path report = folder.resolve("report.json");
        Path page = folder.resolve("report.html");
        JavaProcess simulate = JavaProcess.launch(
                folder.resolve("simulate.out"),
                new JavaProcess.Plan(
                        JavaProcess.Jvm.brief(256),
                        Swarmlog.class.getName(),
                        Map.of(),
                        List.of(
                                "simulate",
                                "--bootstrap-servers",
                                platform.bootstrapServers(),
                                "--schema-registry",
                                platform.schemaRegistryUrl(),
                                "--agents=8",
                                "--rate=100",
                                "--duration=1h",
                                "--json",
                                report.toString(),
                                "--report",
                                page.toString())));
        try (simulate) {
            simulate.awaitSaid(", p99 ");

            simulate.interrupt();

            assertThat(simulate.awaitEnd(Duration.ofSeconds(30)))
                    .as(simulate::said)
                    .isZero();
        }
        assertThat(simulate.said()).contains("8 agents, ", ", 0 lost, 0 doubled", "it was ended before its time");
        JsonNode told = Json.parse(Files.readString(report));
        assertThat(told.path("interrupted").asBoolean()).isTrue();
        assertThat(told.path("even").asBoolean()).isTrue();
        assertThat(told.path("replied").asLong())
                .isPositive()
                .isEqualTo(told.path("submitted").asLong());
        assertThat(page).content().contains(", interrupted", "The books are even.");
    }

    @Test
    void whatIsEndedEarlyLosesNothingThatIsStillInTime() throws Exception {
        Scenario scenario = scenario("""
            apiVersion: swarmlog.dev/v1
            kind: Scenario
            metadata: {name: early}
            duration: 1h
            swarm: {agents: 4, heartbeat: 1s}
            load: {arrivals: {model: closed, customers: 3}, timeout: 60s}
            work: {time: {model: bimodal, fastMs: 5, slowMs: 600000, slowShare: 0.001}}
            """);
        try (Simulation simulation = Simulation.connect(cluster(), scenario, (agent, status) -> {})) {
            joined(simulation, scenario);
            simulation.begin();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> simulation.snapshot().totals().replied() >= 20);
            simulation.finish(Duration.ofMillis(100));

            Report report = simulation.report();
            assertThat(report.interrupted()).isTrue();
            assertThat(report.isEven()).isTrue();
            assertThat(report.notes()).first().asString().startsWith("it was ended before its time");
        }
    }

    private static void joined(Simulation simulation, Scenario scenario) {
        simulation.join(scenario.agents());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> simulation.areServing()
                        && simulation.agents().getOrDefault(AgentState.HEALTHY, 0) == scenario.agents());
    }

    private static Scenario scenario(String text) {
        ScenarioReader reader = new ScenarioReader(name -> {
            throw new IOException("no traces here");
        });
        Reading reading = reader.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).scenario();
    }
}
