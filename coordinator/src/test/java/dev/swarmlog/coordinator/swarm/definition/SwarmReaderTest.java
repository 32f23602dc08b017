package dev.swarmlog.coordinator.swarm.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.colony.Fallback;
import dev.swarmlog.coordinator.core.colony.Reserve;
import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.search.Landscape;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.document.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SwarmReaderTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "swarms");
    private final SwarmReader reader = new SwarmReader();

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void takesEachExampleAndMakesASwarmOfIt(Path example) throws IOException {
        SwarmDefinition definition = valid(Files.readString(example));

        Colony colony = Colony.begin(definition, definition.seed());
        colony.step();

        assertThat(colony.steps()).isEqualTo(colony.isRemote() ? 0 : 1);
        assertThat(definition.description()).isNotEmpty();
    }

    @Test
    void readsWhatIsThereAndTakesTheUsualForTheRest() {
        SwarmDefinition definition = valid("""
            apiVersion: swarmlog.dev/v1
            kind: Swarm
            metadata: {name: s, tags: {team: blue}}
            spec:
              behaviour: SWARMING
              seed: 9
              pace: 50ms
              particles: 30
              roles: {SCOUT: 0.5}
              swarming: {method: PARTICLES, dimensions: 2, lower: [-1, 0], upper: 3, objective: {function: SPHERE}}
              convergence: {target: 1.0e-3}
              fallback: RESTART
            """);

        assertThat(definition.seed()).isEqualTo(9);
        assertThat(definition.stepMs()).isEqualTo(50);
        assertThat(definition.particles()).isEqualTo(30);
        assertThat(definition.tags()).containsEntry("team", "blue");
        assertThat(definition.roles().share(Role.SCOUT)).isEqualTo(0.5);
        assertThat(definition.convergence().target()).isEqualTo(1e-3);
        assertThat(definition.fallback()).isEqualTo(new Fallback(Fallback.Kind.RESTART, 1));
        Task.Swarming task = (Task.Swarming) definition.task();
        assertThat(List.of(task.box().lower(0), task.box().lower(1))).containsExactly(-1.0, 0.0);
        assertThat(List.of(task.box().upper(0), task.box().upper(1))).containsExactly(3.0, 3.0);
        assertThat(task.evaluation()).isEqualTo(new Task.Inside(Landscape.SPHERE, 1));
    }

    @Test
    void tellsAllThatIsWrongAtOnceWithItsPlace() {
        List<String> told = problems("""
            apiVersion: swarmlog.dev/v2
            kind: Swarm
            metadata: {name: a b}
            spec:
              behaviour: MIGRATING
              particles: 1000
              roles: {SCOUT: 0.7, NURSE: 0.8}
              convergence: {steps: 0}
              fallback: PANIC
              swarming: {}
              migrating:
                regions:
                - {name: a, at: [1], cost: -2, room: 5}
                - {nam: b, at: [1, 2], cost: 1, room: 5}
            """);

        assertThat(told)
                .containsExactly(
                        "1:13: apiVersion: swarmlog.dev/v1 is expected, found 'swarmlog.dev/v2'",
                        "3:18: metadata.name: 1 to 64 letters, digits, '.', '_' and '-' are expected, found 'a b'",
                        "7:10: spec.roles: shares of 1 together at most are expected, found 1.5",
                        "8:24: spec.convergence.steps: a whole number from 1 to 100000000 is expected, found the"
                                + " number 0",
                        "9:13: spec.fallback: BEST, RESTART or FAIL is expected, found 'PANIC'",
                        "10:3: spec: there is no field 'swarming' here; there are behaviour, convergence, fallback,"
                                + " migrating, pace, particles, roles, seed, world",
                        "12:5: spec.migrating.regions: room for all 1000 particles is expected, found room for 10",
                        "13:21: spec.migrating.regions[0].at: 2 numbers from 0 to 335.0 are expected, found a list",
                        "13:32: spec.migrating.regions[0].cost: a number from 0.0 to 1000000.0 is expected, found the"
                                + " number -2",
                        "14:7: spec.migrating.regions[1].name: a name like eu-west is expected, found nothing",
                        "14:8: spec.migrating.regions[1]: there is no field 'nam' here; did you mean 'name'?");
    }

    @Test
    void readsWhatEachErrandAsksOfABudget() {
        String work = "{apiVersion: swarmlog.dev/v1, kind: Swarm, metadata: {name: s}, spec: {behaviour: FORAGING,"
                + " work: {capability: c, budget: %s}}}";

        Task.Hunting task =
                (Task.Hunting) valid(work.formatted("{name: acme/x, reserve: {tokens: 40, cost: 0.02, model: opus}}"))
                        .task();

        assertThat(task.kind().reserve()).isEqualTo(new Reserve("acme/x", 40, 20_000, "opus"));
        assertThat(problems(work.formatted("{name: /acme, reserve: {tokens: -1}}")))
                .satisfiesExactly(
                        name -> assertThat(name).contains("work.budget.name", "the path of a budget", "'/acme'"),
                        tokens -> assertThat(tokens).contains("work.budget.reserve.tokens", "-1"));
    }

    @Test
    void refusesAPopulationWhoseStateIsMoreThanARecord() {
        assertThat(problems("""
            apiVersion: swarmlog.dev/v1
            kind: Swarm
            metadata: {name: s}
            spec:
              behaviour: SWARMING
              particles: 50000
              swarming: {method: PARTICLES, objective: {function: SPHERE}}
            """))
                .containsExactly("6:3: spec.particles: at most 3358 are expected with this task, found 50000");
    }

    /** Whatever is cut out, doubled or altered: an answer, and where it is valid, a swarm that makes a step. */
    @Test
    void answersWhateverTheBytesAre() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (Path example : examples()) {
            byte[] source = Files.readAllBytes(example);
            for (int i = 0; i < 150; i++) {
                byte[] altered = altered(source, random);
                if (reader.read(altered) instanceof Reading.Valid(SwarmDefinition definition)
                        && definition.particles() < 2_000) {
                    Colony.begin(definition, 1).step();
                } else {
                    assertThat(reader.read(altered)).as("seed %d", seed).isNotNull();
                }
            }
        }
    }

    private static byte[] altered(byte[] source, SplittableRandom random) {
        byte[] altered = source.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(altered.length);
            switch (random.nextInt(3)) {
                case 0 -> altered[at] = (byte) (' ' + random.nextInt(95));
                case 1 -> altered[at] = (byte) ('0' + random.nextInt(10));
                default -> {
                    int from = random.nextInt(altered.length);
                    int count = Math.min(random.nextInt(30), altered.length - Math.max(at, from));
                    System.arraycopy(source, from, altered, at, count);
                }
            }
        }
        return altered;
    }

    private SwarmDefinition valid(String source) {
        Reading reading = reader.read(source);
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).definition();
    }

    private List<String> problems(String source) {
        Reading reading = reader.read(source.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        return ((Reading.Invalid) reading)
                .problems().stream().map(Problem::toString).toList();
    }
}
