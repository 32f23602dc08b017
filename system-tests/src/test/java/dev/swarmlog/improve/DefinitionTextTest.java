package dev.swarmlog.improve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.tracker.core.improve.Finding;
import dev.swarmlog.coordinator.tracker.core.improve.Kind;
import dev.swarmlog.coordinator.tracker.core.improve.StepPlan;
import dev.swarmlog.coordinator.tracker.definition.DefinitionText;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The tracker reads definitions by the rules of the saga-engine, and what it changes the saga-engine takes. */
final class DefinitionTextTest {
    private static final long SEED = Long.getLong("seed", 20_261_121L);

    private final Definitions engine = new Definitions();
    private final SplittableRandom random = new SplittableRandom(SEED);

    private Definition read(String source) {
        Validation validation = engine.validate(source);
        assertThat(validation).as(source).isInstanceOf(Validation.Valid.class);
        return ((Validation.Valid) validation).definition();
    }

    private static DefinitionText text(String source) {
        return Objects.requireNonNull(DefinitionText.of(source));
    }

    private static Action action(Step step) {
        return ((Work.Task) step.work()).action();
    }

    private String random(int steps) {
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder("""
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata: {name: any, version: 1.0.0}
            """);
        if (random.nextBoolean()) {
            text.append("spec: {retry: {attempts: 7, initial: 700ms}}\n");
        }
        text.append("steps:\n");
        for (int i = 0; i < steps; i++) {
            String name = (char) ('a' + random.nextInt(26)) + "-" + i;
            text.append("  ").append(name).append(": {task: do.it");
            if (i > 0 && random.nextBoolean()) {
                List<String> after = List.of(names.get(random.nextInt(i)));
                text.append(", after: ").append(random.nextBoolean() ? after : after.getFirst());
            }
            if (random.nextBoolean()) {
                text.append(", timeout: ").append(1 + random.nextInt(100)).append('s');
            }
            if (random.nextBoolean()) {
                text.append(", retry: {attempts: ")
                        .append(1 + random.nextInt(9))
                        .append('}');
            }
            names.add(name);
            text.append("}\n");
        }
        return text.toString();
    }

    @Test
    void stepsAreThoseOfTheSagaEngine() {
        for (int i = 0; i < 200; i++) {
            String source = random(1 + random.nextInt(12));
            Map<Integer, StepPlan> plans = text(source).plans();

            assertThat(plans)
                    .as("seed %s: %s", SEED, source)
                    .hasSameSizeAs(read(source).steps());
            for (Step step : read(source).steps()) {
                StepPlan plan = Objects.requireNonNull(plans.get(step.index()));
                assertThat(plan)
                        .as("seed %s: %s", SEED, source)
                        .isEqualTo(new StepPlan(
                                step.name(),
                                action(step).timeoutMs(),
                                action(step).retry().attemptsMax(),
                                action(step).retry().initialMs(),
                                true));
            }
        }
    }

    @Test
    void aChangeIsAllThatIsChanged() {
        for (int i = 0; i < 100; i++) {
            String source = random(1 + random.nextInt(12));
            Definition before = read(source);
            Step step = before.steps().get(random.nextInt(before.steps().size()));
            Kind kind = List.of(Kind.RAISE_TIMEOUT, Kind.MORE_RETRIES, Kind.CHANGE_STRATEGY)
                    .get(random.nextInt(3));
            long to = kind == Kind.MORE_RETRIES ? 10 : 8_000;

            DefinitionText.Changed changed = text(source)
                    .with("1.0.0-improve.1", new Finding(kind, step.index(), step.name(), 0, to, List.of()));
            Definition after = read(changed.source());

            assertThat(after.hash()).isEqualTo(changed.hash());
            assertThat(after.version()).isEqualTo("1.0.0-improve.1");
            assertThat(after.steps()).hasSameSizeAs(before.steps());
            for (Step each : after.steps()) {
                Action was = action(before.steps().get(each.index()));
                boolean isIt = each.index() == step.index();
                assertThat(each.name())
                        .isEqualTo(before.steps().get(each.index()).name());
                assertThat(action(each).timeoutMs())
                        .isEqualTo(isIt && kind == Kind.RAISE_TIMEOUT ? to : was.timeoutMs());
                assertThat((long) action(each).retry().attemptsMax())
                        .isEqualTo(
                                isIt && kind == Kind.MORE_RETRIES
                                        ? to
                                        : was.retry().attemptsMax());
                assertThat(action(each).retry().initialMs())
                        .isEqualTo(
                                isIt && kind == Kind.CHANGE_STRATEGY
                                        ? to
                                        : was.retry().initialMs());
            }
        }
    }
}
