package dev.swarmlog.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.document.Problem;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.faults.Fault;
import dev.swarmlog.simulator.core.faults.FaultKind;
import dev.swarmlog.simulator.core.faults.Moments;
import dev.swarmlog.simulator.core.faults.Victims;
import dev.swarmlog.simulator.core.swarm.Skill;
import dev.swarmlog.simulator.core.swarm.Swarm;
import dev.swarmlog.simulator.core.timing.Arrivals;
import dev.swarmlog.simulator.core.timing.ServiceTime;
import dev.swarmlog.simulator.core.trace.Arrival;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioReaderTest {
    private static final String HEAD = "apiVersion: swarmlog.dev/v1\nkind: Scenario\nmetadata: {name: a}\n";
    private static final String TRACE = "at_ms,bytes,work_ms\n0,10,5\n1500,20,7\n";

    private static final List<Fault> FAULTS = List.of(
            Fault.of(FaultKind.CRASH, new Victims.Share(0.1), new Moments.At(List.of(10_000L)), 5_000),
            new Fault(
                    FaultKind.SLOW,
                    new Victims.Count(3),
                    new Moments.Between(4, 5_000, 50_000),
                    2_000,
                    20,
                    Fault.EVERY_MS),
            new Fault(
                    FaultKind.FLAPPING,
                    new Victims.Named(List.of("a-007")),
                    new Moments.At(List.of(1_000L, 2_000L)),
                    10_000,
                    Fault.FACTOR,
                    1_000),
            Fault.of(
                    FaultKind.ZONE_OUTAGE, new Victims.Located("north", "a"), new Moments.At(List.of(30_000L)), 10_000),
            Fault.of(FaultKind.NETWORK_PAUSE, new Victims.Located("south", ""), new Moments.At(List.of(1_000L)), 1_000),
            Fault.of(FaultKind.LYING, new Victims.Everybody(), new Moments.At(List.of(1_000L)), 1_000));

    private final ScenarioReader reader = new ScenarioReader(name -> {
        if (name.equals("trace.csv")) {
            return new BufferedReader(new StringReader(TRACE));
        }
        if (name.equals("broken.csv")) {
            return new BufferedReader(new StringReader("at_ms,bytes,work_ms\n-1,10,5\n0,x,5\n"));
        }
        throw new FileNotFoundException(name);
    });

    private Scenario valid(String text) {
        return switch (read(text)) {
            case Reading.Valid(Scenario scenario) -> scenario;
            case Reading.Invalid(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private List<String> problems(String text) {
        return switch (read(text)) {
            case Reading.Valid(Scenario scenario) -> throw new AssertionError(scenario);
            case Reading.Invalid(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }

    private Reading read(String text) {
        return reader.read((HEAD + text).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNotSaidIsAsFlagsHaveIt() {
        assertThat(valid("").lasting(Duration.ofSeconds(30)))
                .isEqualTo(Scenario.of(64, 500).named("a"));
    }

    @Test
    void everythingCanBeSaid() {
        Scenario scenario = valid("""
                seed: 7
                duration: 1m
                swarm:
                  agents: 200
                  concurrency: 2
                  queue: 0
                  heartbeat: 1s
                  places: {north: [a, b], south: c}
                  capabilities: [echo, count]
                  versions: [2.0.0]
                load:
                  arrivals: {model: bursts, perSecond: 10, burstPerSecond: 1000, every: 5s, length: 500ms}
                  payloadBytes: 300
                  timeout: 5s
                work:
                  time: {model: log-normal, medianMs: 20, sigma: 0.5, maxMs: 900}
                  failures: 0.02
                faults:
                  - {fault: crash, agents: {share: 0.1}, at: 10s, for: 5s}
                  - {fault: slow, agents: {count: 3}, times: 4, between: [5s, 50s], for: 2s, factor: 20}
                  - {fault: flapping, agents: {names: [a-007]}, at: [1s, 2s], for: 10s, every: 1s}
                  - {fault: zone-outage, zone: north/a, at: 30s}
                  - {fault: network-pause, agents: {zone: south}, at: 1s, for: 1s}
                  - {fault: lying, agents: {all: true}, at: 1s, for: 1s}
                """);

        assertThat(scenario)
                .isEqualTo(new Scenario(
                        "a",
                        7,
                        60_000,
                        new Swarm(
                                200,
                                2,
                                0,
                                1_000,
                                List.of(
                                        new Swarm.Place("north", "a"),
                                        new Swarm.Place("north", "b"),
                                        new Swarm.Place("south", "c")),
                                List.of(Skill.ECHO, Skill.COUNT),
                                List.of("2.0.0")),
                        new Scenario.Load(new Arrivals.Bursts(10, 1_000, 5, 0.5), 300, 5_000),
                        new Scenario.Work(new ServiceTime.LogNormal(20, 0.5, 900), false, 0.02),
                        FAULTS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {model: paced, perSecond: 5}                                    | Paced[perSecond=5.0]
            {model: poisson, perSecond: 0.5}                                | Poisson[perSecond=0.5]
            {model: diurnal, lowPerSecond: 1, highPerSecond: 9, period: 2m} | Diurnal[lowPerSecond=1.0, highPerSecond=9.0, periodSeconds=120.0]
            {model: poisson, perSecond: 5, rampUp: 1m}                      | Rising[whole=Poisson[perSecond=5.0], rampUpSeconds=60.0]
            {model: closed, customers: 9, think: 20ms}                      | Closed[customers=9, thinkMs=20.0]
            {model: trace, file: trace.csv, speed: 2}                       | Recorded[messages=2, speed=2.0]
            """)
    void messagesArriveByAModel(String written, String expected) {
        assertThat(valid("load: {arrivals: " + written + "}").load().arrivals()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {model: constant, ms: 5}                                  | Constant[ms=5.0]
            {model: exponential, meanMs: 0.5}                         | Exponential[meanMs=0.5]
            {model: bimodal, fastMs: 1, slowMs: 100, slowShare: 0.05} | Bimodal[fastMs=1.0, slowMs=100.0, slowShare=0.05]
            {model: measured, ms: [1, 2.5, 8.5]}                      | Measured[times=3, meanMs=4.0]
            """)
    void workTakesItsTimeByAModel(String written, String expected) {
        assertThat(valid("work: {time: " + written + "}").work().time()).hasToString(expected);
    }

    @Test
    void aTraceIsPlayedToItsEndAndSaysHowLongItsMessagesTake() {
        Scenario scenario = valid("""
                load: {arrivals: {model: trace, file: trace.csv, speed: 0.5}}
                work: {time: {model: trace}}
                """);

        assertThat(scenario.lastsMs()).isEqualTo(3_001);
        assertThat(scenario.work().asRecorded()).isTrue();
        assertThat(((Arrivals.Recorded) scenario.load().arrivals()).trace())
                .containsExactly(new Arrival(0, 10, 5), new Arrival(1_500, 20, 7));
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsPlaceAndWhatIsExpected() {
        assertThat(problems("""
                duration: 20s
                swarm: {agents: -5, heartbeat: 5, capabilities: [ecko]}
                load:
                  arrivals: {model: poison, perSecond: 1}
                  timeout: soon
                work:
                  time: {model: constant, ms: -3}
                  failures: 2
                faults:
                  - {fault: crsh, agents: {share: 0.1}, at: 1s}
                  - {fault: crash, agents: {names: [a-999]}, at: 1s}
                  - {fault: zone-outage, zone: eu-wst/a, at: 30s}
                  - {fault: hung, at: 1s}
                  - {fault: silent, agents: {share: 0}, at: 1s}
                  - {fault: slow, agents: {count: 2, all: true}, at: 1s, times: 2}
                """))
                .containsExactly(
                        "5:17: swarm.agents: a whole number from 0 to 100000 is expected, found the number -5",
                        "5:32: swarm.heartbeat: a duration like 30s, 5m or 1h30m is expected, found the number 5; say of"
                                + " what: 5s?",
                        "5:50: swarm.capabilities: one of echo, upper, reverse, count is expected, found 'ecko'; did you"
                                + " mean 'echo'?",
                        "7:21: load.arrivals.model: one of paced, poisson, bursts, diurnal, closed, trace is expected,"
                                + " found 'poison'; did you mean 'poisson'?",
                        "8:12: load.timeout: a duration like 30s, 5m or 1h30m is expected, found 'soon'",
                        "10:31: work.time.ms: a number from 0.0 to 3600000.0 is expected, found the number -3",
                        "11:13: work.failures: a number from 0.0 to 0.999 is expected, found the number 2",
                        "13:13: faults[0].fault: one of crash, silent, hung, slow, lying, network-pause, duplicates,"
                                + " flapping, zone-outage is expected, found 'crsh'; did you mean 'crash'?",
                        "14:29: faults[1].agents.names: the name of at least one agent is expected: it hits nobody",
                        "14:37: faults[1].agents.names: there is no agent 'a-999'; they are called like 'a-000'",
                        "15:32: faults[2].zone: one of ap-south, ap-south/a, ap-south/b, eu-west, eu-west/a, eu-west/b,"
                                + " us-east, us-east/a, us-east/b is expected, found 'eu-wst/a'; did you mean"
                                + " 'eu-west/a'?",
                        "15:46: faults[2].at: a duration from 0s to 20s is expected, found '30s'",
                        "16:5: faults[3].agents: whom it hits is expected, like {share: 0.1}, {count: 3}, {names:"
                                + " [a-001]}, {zone: eu-west/a} or {all: true}, found nothing",
                        "17:30: faults[4].agents.share: a share above 0 is expected: it hits nobody",
                        "18:5: faults[5].at: either at: 10s (or a list), or times: 3 with between: [5s, 25s] is expected,"
                                + " found both",
                        "18:27: faults[5].agents: one of share, count, names, zone, all is expected, found [count, all]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {fault: hung, at: 1s}                                          | agents: whom it hits is expected
            {fault: silent, agents: {share: 0}, at: 1s}                    | it hits nobody
            {fault: silent, agents: {all: false}, at: 1s}                  | it hits nobody
            {fault: silent, agents: {names: []}, at: 1s}                   | it hits nobody
            {fault: silent, agents: {count: 65}, at: 1s}                   | a whole number from 1 to 64 is expected
            {fault: slow, agents: {count: 2, all: true}, at: 1s}           | one of share, count, names, zone, all is expected, found [count, all]
            {fault: slow, agents: {shre: 2}, at: 1s}                       | did you mean 'share'?
            {fault: slow, agents: {count: 2}, at: 1s, times: 2}            | either at: 10s (or a list), or times: 3 with between
            {fault: slow, agents: {count: 2}}                              | found neither
            {fault: slow, agents: {count: 2}, at: 31s}                     | a duration from 0s to 30s is expected, found '31s'
            {fault: slow, agents: {count: 2}, times: 1, between: [9s, 1s]} | the earliest and the latest time
            {fault: zone-outage, zone: eu-wst/a, at: 1s}                   | found 'eu-wst/a'; did you mean 'eu-west/a'?
            {fault: zone-outage, at: 1s}                                   | a zone like eu-west/a is expected, found nothing
            {agents: {count: 2}, at: 1s}                                   | fault: one of crash
            {fault: crash, agents: {count: 2}, at: 1s, factor: 3}          | there is no field 'factor' here
            [crash]                                                        | fields are expected, found a list
            """)
    void aFaultThatNobodyWouldFeelIsRefused(String written, String expected) {
        assertThat(problems("faults: [" + written + "]")).first().asString().contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            load: {arrivals: {model: paced, perSecond: -5}}               | a number from 0.0 to 1000000.0 is expected, found the number -5
            load: {arrivals: {model: paced}}                              | messages a second, like 500, are expected
            load: {arrivals: {model: poisson, perSecond: 5, rampUp: long}} | a duration like 30s, 5m or 1h30m is expected
            load: {arrivals: {model: closed, customers: 5, rampUp: 1m}}   | there is no field 'rampUp' here
            load: {arrivals: {perSecond: 5}}                              | one of paced, poisson, bursts
            load: {arrivals: {model: diurnal, lowPerSecond: 5, highPerSecond: 1}} | at least lowPerSecond is expected
            load: {arrivals: {model: bursts, perSecond: 1, burstPerSecond: 2, every: 1s, length: 2s}} | a burst that is over
            load: {arrivals: {model: trace, file: none.csv}}              | a trace that can be read is expected
            load: {arrivals: {model: trace, file: broken.csv}}            | broken.csv:2: a number of 0 or more is expected, found '-1'
            work: {time: {model: trace}}                                  | arrivals from a trace that says how long
            work: {time: {model: measured, ms: []}}                       | a list of milliseconds
            work: {time: {model: measured, ms: [1, x]}}                   | milliseconds of 0 or more are expected, found 'x'
            swarm: {places: {}}                                           | regions with zones
            swarm: {versions: [one]}                                      | a version like 1.2.0 is expected, found 'one'
            duration: 5h                                                  | a duration from 1ms to 4h is expected
            sed: 7                                                        | there is no field 'sed' here; did you mean 'seed'?
            """)
    void whatMakesNoSenseIsRefused(String written, String expected) {
        assertThat(problems(written)).first().asString().contains(expected);
    }

    @Test
    void whatIsNoScenarioSaysSo() {
        assertThat(reader.read("kind: Saga\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Reading.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::text)
                                .containsExactlyInAnyOrder(
                                        "swarmlog.dev/v1 is expected, found nothing",
                                        "Scenario is expected, found 'Saga'",
                                        "fields like {name: storm} is expected, found nothing"));
        assertThat(reader.read("a: [".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Reading.Invalid.class);
    }
}
