package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random sagas of random definitions, whose answers come late, twice, in any order or not at all, and which people pause,
 * cancel and repair meanwhile. {@code -Dsaga.steps=1000000} for more, {@code -Dseed=...} to begin where a failure says.
 */
final class RandomSagasTest {
    private static final long STEPS = Long.getLong("saga.steps", 100_000);
    private static final long SEED = Long.getLong("seed", 1);
    private static final SagaLimits LIMITS =
            new SagaLimits(1_000, 1_000, 5_000, 5_000, 100, 3, 10, 4, 3, 3, 10_000, 400);

    private final Map<String, Integer> endings = new TreeMap<>();
    private long steps;

    @Test
    void holdInvariantsAfterEveryStep() {
        long seed = SEED;
        for (; steps < STEPS; seed++) {
            Run run = new Run(seed);
            try {
                run.all();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "-Dseed=" + seed + ", step " + run.count + ": " + run.last + "\n" + run.definition + "\n"
                                + run.saga + "\n" + e.getMessage(),
                        e);
            }
        }
        System.out.printf("%,d steps, %,d sagas, seeds %d to %d: %s%n", steps, seed - SEED, SEED, seed - 1, endings);
        assertThat(endings).containsKeys("COMPLETED", "COMPENSATED", "CANCELLED");
    }

    private final class Run {
        private final SplittableRandom random;
        private final Definition definition;
        private final SagaMachine machine;
        private final World world;
        private Invariants invariants;
        private @Nullable Saga saga;
        private @Nullable Saga origin;
        private long nowMs = 1_000_000;
        private int count;
        private @Nullable Trigger last;

        Run(long seed) {
            random = new SplittableRandom(seed);
            definition = new RandomDefinition(random).next();
            machine = new SagaMachine(definition, LIMITS);
            world = new World(random, random.nextDouble() < 0.3 ? 0 : random.nextDouble(0.5));
            invariants = new Invariants(definition, LIMITS);
        }

        void all() {
            Parent parent = random.nextInt(4) == 0 ? new Parent("p", Place.of(1), 1, 1) : Parent.NONE;
            feed(new Trigger.Start(new Json("{}"), Map.of(), 0, Requester.NOBODY, parent));
            int most = random.nextInt(5, 150);
            for (int i = 0; i < most; i++) {
                Trigger next = anything();
                if (next != null) {
                    feed(next);
                }
            }
            finish();
            if (!parent.equals(Parent.NONE) && completed()) {
                feed(new Trigger.Undo(new Parent("p", Place.of(1), 2, 1)));
                finish();
            }
            Saga end = Objects.requireNonNull(saga);
            invariants.folds(end, origin);
            invariants.nothingForgotten(end, world);
            world.allSettled();
            endings.merge(ending(end), 1, Integer::sum);
        }

        private boolean completed() {
            return saga != null
                    && saga.phase() instanceof Phase.Ended ended
                    && ended.ending() == dev.swarmlog.saga.core.fact.Ending.COMPLETED;
        }

        private String ending(Saga end) {
            return end.phase() instanceof Phase.Ended ended ? ended.ending().name() : "NONE";
        }

        private @Nullable Trigger anything() {
            int dice = random.nextInt(100);
            if (dice < 35) {
                world.work();
                return null;
            } else if (dice < 70) {
                return world.answer(random.nextInt(4) == 0);
            } else if (dice < 82) {
                long dueMs = saga == null ? 0 : saga.nextDueMs();
                nowMs = random.nextBoolean() ? Math.max(nowMs, dueMs) : nowMs + random.nextInt(500);
                return new Trigger.TimedOut();
            }
            return aPerson(dice);
        }

        private Trigger aPerson(int dice) {
            Step step = definition.steps().get(random.nextInt(definition.steps().size()));
            return switch (dice) {
                case 82 -> new Trigger.Pause("ann", "wait");
                case 83, 84 -> new Trigger.Resume("ann");
                case 85 -> new Trigger.Cancel("ann", "no more");
                case 86, 87 -> new Trigger.Retry(step.name(), "ann");
                case 88 -> new Trigger.Skip(step.name(), "ann");
                case 89 -> new Trigger.Resolve("ann", "done by hand");
                case 90 -> new Trigger.Undo(new Parent("p", Place.of(1), random.nextInt(3), 1));
                case 91 -> new Trigger.Start(new Json("1"), Map.of(), 0, Requester.NOBODY, Parent.NONE);
                case 92 ->
                    new Trigger.Succeeded(
                            new Place(random.nextInt(-1, 10), random.nextInt(-1, 7)),
                            random.nextBoolean(),
                            random.nextInt(4),
                            new Json("9"),
                            dev.swarmlog.saga.core.fact.Spent.NOTHING);
                case 93, 94, 95 -> new Trigger.Answer(step.name(), random.nextInt(4) > 0, "ann", "so");
                default -> new Trigger.Signal("id" + random.nextInt(12), "go" + random.nextInt(2), new Json("3"));
            };
        }

        /** When nothing is held back any more it ends, or a person ends it. */
        private void finish() {
            for (int i = 0; i < 5_000 && saga != null && !saga.ended(); i++) {
                if (saga.pause() != null) {
                    feed(new Trigger.Resume("bob"));
                }
                world.work();
                Trigger answer = world.answer(false);
                if (answer != null) {
                    feed(answer);
                } else if (saga.nextDueMs() > 0) {
                    nowMs = Math.max(nowMs, saga.nextDueMs());
                    feed(new Trigger.TimedOut());
                } else if (!saga.attention().isEmpty()) {
                    feed(
                            random.nextBoolean()
                                    ? new Trigger.Resolve("bob", "so be it")
                                    : new Trigger.Retry(
                                            definition
                                                    .steps()
                                                    .get(Math.max(
                                                            0,
                                                            saga.attention()
                                                                    .getFirst()
                                                                    .step()))
                                                    .name(),
                                            "bob"));
                } else {
                    outside(i);
                }
            }
            assertThat(saga != null && saga.ended())
                    .as("it ends once nothing is held back")
                    .isTrue();
        }

        private void outside(int i) {
            for (Step step : definition.steps()) {
                feed(new Trigger.Answer(step.name(), true, "bob", "yes"));
            }
            feed(new Trigger.Signal("last0" + i, "go0", new Json("1")));
            feed(new Trigger.Signal("last1" + i, "go1", new Json("1")));
        }

        private void feed(Trigger trigger) {
            count++;
            steps++;
            last = trigger;
            Saga before = saga;
            Decision decision = machine.decide("saga", before, trigger, nowMs, random::nextDouble);
            invariants.check(before, decision, nowMs);
            saga = decision.next();
            world.carryOut(decision.effects());
            if (trigger instanceof Trigger.TimedOut && saga != null) {
                assertThat(saga.nextDueMs())
                        .as("what was due is over")
                        .satisfiesAnyOf(
                                due -> assertThat(due).isZero(),
                                due -> assertThat(due).isGreaterThan(nowMs));
            }
            if (before != null && !mayDoMore(trigger)) {
                Decision again = machine.decide("saga", saga, trigger, nowMs, random::nextDouble);
                assertThat(again.facts()).as("6: a repetition changes nothing").isEmpty();
                assertThat(Invariants.onlyAnswers(again)).as("6: %s", again).isTrue();
            }
        }

        /** What fails, or is over, at once when a person has it begin again, begins once more if told so once more. */
        private boolean mayDoMore(Trigger trigger) {
            return switch (trigger) {
                case Trigger.Resolve resolve ->
                    saga != null && !saga.attention().isEmpty();
                case Trigger.Retry retry -> saga != null && !busy(retry.step());
                default -> false;
            };
        }

        private boolean busy(String name) {
            List<StepState> states = new ArrayList<>();
            for (Step step : definition.steps()) {
                if (step.name().equals(name) && saga != null) {
                    states.add(saga.step(step.index()));
                }
            }
            return states.stream()
                    .allMatch(state -> state instanceof StepState.Running || state instanceof StepState.Undoing);
        }
    }
}
