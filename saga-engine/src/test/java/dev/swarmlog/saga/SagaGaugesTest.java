package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.SagaCommandKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is to be seen of sagas that do not go on. */
final class SagaGaugesTest {
    private static final String ATTENTION = "swarmlog.sagas.needing.attention";
    private static final String STILL = "swarmlog.sagas.still";
    private static final String HEAD = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata:
              name: NAME
              version: 1.0.0
            steps:
            """;

    private final SagaRig rig = new SagaRig(Map.of("SWARMLOG_SAGA_ENGINE_STILL_MS", "60000"));

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void whoNeedsAPersonIsCountedUntilOneHasSpokenWhicheverEngineItIs() {
        deploy("stuck", "  one: {task: one, compensate: {task: undo}}\n  two: {task: two, after: one}\n");
        rig.start("stuck", "s", "{}");
        rig.work(message -> message.getType().equals("one")
                ? SagaRig.did(message, "1")
                : SagaRig.failed(message, ErrorClass.NON_RETRYABLE, "no"));
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.gauge(ATTENTION)).isEqualTo(1);
        rig.crash();
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.gauge(ATTENTION)).as("of the engine after it").isEqualTo(1);
        rig.send(rig.command(SagaCommandKind.SKIP, "s").setTarget("one"));
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.gauge(ATTENTION)).isZero();
        assertThat(rig.gauge("swarmlog.sagas.active")).isZero();
    }

    @Test
    void whatNothingHappensToIsCountedByWhoShouldDoSomething() {
        deploy("worked", "  one: {task: one}\n");
        deploy("asking", "  heard: {kind: WAIT_SIGNAL, signal: go}\n");
        deploy("asleep", "  rest: {kind: TIMER, delay: 1h}\n");
        deploy("limited", "  one: {task: one, timeout: 1h}\n");
        rig.start("worked", "worked", "{}");
        Message work = rig.takeMessages().getFirst();
        List.of("asking", "asleep", "limited").forEach(name -> rig.start(name, name, "{}"));
        rig.pass(Duration.ofSeconds(50));
        assertThat(rig.gauge(STILL, "for", "agents")).as("not yet").isZero();

        rig.pass(Duration.ofMinutes(2));

        assertThat(rig.gauge(STILL, "for", "agents")).isEqualTo(1);
        assertThat(rig.gauge(STILL, "for", "people")).isEqualTo(1);
        rig.reply(SagaRig.did(work, "1"));
        rig.pass(Duration.ofMinutes(2));
        assertThat(rig.gauge(STILL, "for", "agents")).isZero();
        assertThat(rig.gauge(STILL, "for", "people")).isEqualTo(1);
    }

    @Test
    void manyAreLookedThroughAFewAtATime() {
        deploy("asking", "  heard: {kind: WAIT_SIGNAL, signal: go}\n");
        for (int i = 0; i < 70; i++) {
            rig.start("asking", "saga-" + i, "{}");
        }
        rig.pass(Duration.ofMinutes(2));
        assertThat(rig.gauge(STILL, "for", "people")).as("the round goes on").isZero();

        for (int tick = 0; tick < 4; tick++) {
            rig.pass(Duration.ofSeconds(1));
        }

        assertThat(rig.gauge(STILL, "for", "people")).isEqualTo(70);
    }

    private void deploy(String name, String steps) {
        rig.deploy(HEAD.replace("NAME", name) + steps);
    }
}
