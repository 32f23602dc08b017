package dev.swarmlog.coordinator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmEvent;
import dev.swarmlog.v1.SwarmEventKind;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SwarmTaskTest {
    private static final SwarmConfig CONFIG = new SwarmConfig(50, 0, 500, 100, 3, 60_000, 0);
    private static final String SEARCH = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: search}
        spec:
          behaviour: SWARMING
          pace: 50ms
          swarming: {method: CMA, dimensions: 4, objective: {function: ROSENBROCK}}
          convergence: {target: 1.0e-8, steps: 1000}
        """;
    private static final String FLOCK = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: flock}
        spec:
          behaviour: FLOCKING
          pace: 50ms
          particles: 2000
          convergence: {target: 0, steps: 120}
        """;

    static {
        TrustedTypes.allow();
    }

    private final Kept kept = new Kept();
    private final Heard heard = new Heard();
    private SwarmTask task = Tasks.of(CONFIG, kept, heard);
    private long nowMs = 1_000_000;

    @Test
    void runsASwarmToItsEndAndTellsEverybody() {
        start("a", SEARCH);

        beatUntilEnded("a");

        SwarmStatus status = heard.status("a");
        assertThat(status.getState()).isEqualTo(SwarmState.CONVERGED);
        assertThat(status.getReason()).isEqualTo("TARGET");
        assertThat(status.getMeasure()).isLessThan(1e-8);
        assertThat(heard.events)
                .extracting(SwarmEvent::getKind)
                .containsExactly(SwarmEventKind.STARTED, SwarmEventKind.ENDED);
        assertThat(heard.answers).hasSize(1);
        assertThat(heard.answers.getFirst().reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(heard.answers.getFirst().key()).isEqualTo("asked-a");
        assertThat(heard.frames).isNotEmpty();
    }

    /** A search is small and written whole each time; a flock is large, and mostly marked. */
    @ParameterizedTest
    @ValueSource(strings = {SEARCH, FLOCK})
    void endsTheSameHoweverOftenItsCoordinatorIsKilled(String source) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        start("calm", source);
        beatUntilEnded("calm");

        start("troubled", source);
        while (!heard.hasEnded("troubled")) {
            beat();
            if (random.nextInt(5) == 0) {
                task = Tasks.of(CONFIG, kept, heard);
                task.restore(nowMs);
            }
        }

        SwarmStatus calm = heard.status("calm");
        SwarmStatus troubled = heard.status("troubled");
        assertThat(troubled.getStateHash()).as("seed %d", seed).isEqualTo(calm.getStateHash());
        assertThat(troubled.getSteps()).isEqualTo(calm.getSteps());
        assertThat(troubled.getReason()).isEqualTo(calm.getReason());
        assertThat(heard.events).extracting(SwarmEvent::getKind).contains(SwarmEventKind.RESUMED);
        assertThat(heard.alerts).isEmpty();
    }

    @Test
    void writesALargeStateOnlyNowAndThen() {
        start("a", FLOCK);
        long before = kept.bytesWritten;

        for (int i = 0; i < 20; i++) {
            beat();
        }

        long state = heard.status("a").getStateBytes();
        assertThat(state).isGreaterThan(2L * States.SMALL_BYTES);
        assertThat(kept.bytesWritten - before).isLessThan(20L * States.SMALL_BYTES + 2 * state);
    }

    @Test
    void goesOnWithNothingThatIsDamagedAndCallsAPerson() {
        start("a", SEARCH);
        beat();
        byte[] whole = Objects.requireNonNull(kept.bytes.get("w/a"));
        whole[whole.length - 3] ^= 1;

        task = Tasks.of(CONFIG, kept, heard);
        task.restore(nowMs);
        beat();

        assertThat(heard.alerts).extracting(Alert::getCode).containsExactly("swarm.damaged");
        assertThat(heard.status("a").getReason()).isEqualTo("DAMAGED");
    }

    @Test
    void refusesWhatIsWrongAndSaysWhere() {
        start("a", SEARCH.replace("ROSENBROCK", "ROSENBRUCK"));

        var reply = heard.answers.getFirst().reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.getError()).contains("7:").contains("did you mean 'ROSENBROCK'?");
        assertThat(kept.starts).isEmpty();
    }

    @Test
    void refusesIdsThatWouldBeMistakenForOthers() {
        start("a~b", SEARCH);

        assertThat(heard.answers.getFirst().reply().getError()).contains("found 'a~b'");
        assertThat(kept.starts).isEmpty();
    }

    @Test
    void startsNobodyTwiceAndNoMoreThanThereMayBe() {
        start("a", SEARCH);
        start("a", SEARCH);
        start("b", SEARCH);
        start("c", SEARCH);
        start("d", SEARCH);

        assertThat(heard.answers)
                .extracting(answer -> answer.reply().getError())
                .containsExactly("there is a swarm 'a' already", "3 swarms go on here already");
    }

    @Test
    void stopsWhereItIsToldToAndTellsBoth() {
        start("a", SEARCH);
        beat();

        task.command(
                "a", command(SwarmCommandKind.STOP, "a").setReason("enough").build(), nowMs);

        assertThat(heard.status("a").getState()).isEqualTo(SwarmState.STOPPED);
        assertThat(heard.status("a").getDetail()).endsWith("said so: enough");
        assertThat(heard.answers)
                .extracting(answer -> answer.reply().getStatus())
                .containsExactly(ReplyStatus.FAILED, ReplyStatus.COMPLETED);
    }

    @Test
    void forgetsWhatEndedLongAgo() {
        start("a", SEARCH);
        beatUntilEnded("a");

        nowMs += CONFIG.keptMs();
        beat();

        assertThat(heard.statuses).containsEntry("a", null);
        assertThat(kept.starts).isEmpty();
        assertThat(kept.bytes).isEmpty();
    }

    private void start(String id, String source) {
        task.command(id, command(SwarmCommandKind.START, id).setSource(source).build(), nowMs);
    }

    private static SwarmCommand.Builder command(SwarmCommandKind kind, String id) {
        return SwarmCommand.newBuilder()
                .setKind(kind)
                .setSwarmId(id)
                .setReplyTopic("messages.replies")
                .setReplyPartition(0)
                .setCorrelationKey("asked-" + id)
                .setSentAtMs(1);
    }

    private void beat() {
        nowMs += CONFIG.beatMs();
        task.beat(nowMs);
    }

    private void beatUntilEnded(String id) {
        for (int i = 0; i < 2_000 && !heard.hasEnded(id); i++) {
            beat();
        }
        assertThat(heard.hasEnded(id)).isTrue();
    }
}
