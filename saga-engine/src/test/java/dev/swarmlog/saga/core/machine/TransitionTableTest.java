package dev.swarmlog.saga.core.machine;

import static dev.swarmlog.saga.core.machine.Definitions.constant;
import static dev.swarmlog.saga.core.machine.Definitions.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Writes what every trigger does in every state to docs/saga-transitions.md with {@code -Dregenerate}, else compares. */
final class TransitionTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "saga-transitions.md");
    private static final Place STEP = Place.of(1);

    private static final Map<String, Driver> STATES = new LinkedHashMap<>();
    private static final Map<String, Trigger> TRIGGERS = new LinkedHashMap<>();

    static {
        STATES.put("Waiting", start(step -> step));
        STATES.put("Running", begun(step -> step));
        STATES.put(
                "Running, once more",
                begun(step -> step).fail("s", Failure.Kind.RETRYABLE).passTime());
        STATES.put(
                "Running, the first attempt in doubt",
                begun(step -> step).passTime().passTime());
        STATES.put("Running, paused", begun(step -> step).feed(new Trigger.Pause("ann", "wait")));
        STATES.put("Running, a sub-saga", begun(step -> step.work(new Work.SubSaga("other", null, constant("1"), 0))));
        STATES.put("BackingOff", begun(step -> step).fail("s", Failure.Kind.RETRYABLE));
        STATES.put(
                "BackingOff, paused",
                begun(step -> step).fail("s", Failure.Kind.RETRYABLE).feed(new Trigger.Pause("ann", "wait")));
        STATES.put("Awaiting a person", begun(step -> step.work(new Work.Approval(constant("1"), 1_000))));
        STATES.put("Awaiting a signal", begun(step -> step.work(new Work.WaitSignal("go", 1_000))));
        STATES.put("Awaiting a budget", begun(step -> step.work(new Work.Task(Definitions.budgeted("s")))));
        STATES.put(
                "Running, granted",
                begun(step -> step.work(new Work.Task(Definitions.budgeted("s"))))
                        .feed(new Trigger.Granted(STEP, 1, "cheaper")));
        STATES.put("Awaiting a moment", begun(step -> step.work(new Work.Timer(constant("1000")))));
        STATES.put("Mapping", begun(step -> step.each("1,2", 1, 0)));
        STATES.put("Done", begun(step -> step).succeed("s"));
        STATES.put("Skipped", begun(step -> step.when(constant("false"))));
        STATES.put("Failed, behind the pivot", pivoted().fail("s", Failure.Kind.NON_RETRYABLE));
        STATES.put("Stopping, s in doubt", begun(step -> step).cancel());
        STATES.put("Stopping, a person is asked", begun(step -> step).cancel().passTime());
        STATES.put(
                "Stopping, paused",
                begun(step -> step)
                        .fail("s", Failure.Kind.RETRYABLE)
                        .feed(new Trigger.Pause("ann", "wait"))
                        .succeed("z")
                        .fail("y", Failure.Kind.NON_RETRYABLE));
        STATES.put("Undoing", undoing());
        STATES.put("UndoBackingOff", undoing().failUndo("s"));
        STATES.put("UndoFailed", undoFailed());
        STATES.put("Undone, others are not yet", undoing().undo("s"));
        STATES.put(
                "Ended COMPLETED",
                begun(step -> step).succeed("s").succeed("z").succeed("y").succeed("next"));
        STATES.put("Ended COMPENSATED", undoing().undo("s").undo("first"));
        STATES.put("Ended CANCELLED", start(step -> step).cancel().failAttempt("first", Failure.Kind.CANCELLED));

        Spent spent = Spent.NOTHING;
        TRIGGERS.put("Start", new Trigger.Start(Json.NULL, Map.of(), 0, Requester.NOBODY, Parent.NONE));
        TRIGGERS.put("Succeeded", new Trigger.Succeeded(STEP, false, 1, Json.NULL, spent));
        TRIGGERS.put("Succeeded, second attempt", new Trigger.Succeeded(STEP, false, 2, Json.NULL, spent));
        TRIGGERS.put("Succeeded, first element", new Trigger.Succeeded(new Place(1, 0), false, 1, Json.NULL, spent));
        TRIGGERS.put("Succeeded, undo", new Trigger.Succeeded(STEP, true, 1, Json.NULL, spent));
        for (Failure.Kind kind :
                List.of(Failure.Kind.RETRYABLE, Failure.Kind.NON_RETRYABLE, Failure.Kind.RATE_LIMITED)) {
            TRIGGERS.put("Failed " + kind, failed(STEP, false, 1, kind));
        }
        TRIGGERS.put(
                "Failed CANCELLED, unheard",
                new Trigger.Failed(STEP, false, 1, new Failure(Failure.Kind.CANCELLED, "why"), 0, spent, true));
        TRIGGERS.put("Failed RETRYABLE, second attempt", failed(STEP, false, 2, Failure.Kind.RETRYABLE));
        TRIGGERS.put("Failed RETRYABLE, first element", failed(new Place(1, 0), false, 1, Failure.Kind.RETRYABLE));
        TRIGGERS.put("Failed RETRYABLE, undo", failed(STEP, true, 1, Failure.Kind.RETRYABLE));
        TRIGGERS.put("Failed NON_RETRYABLE, undo", failed(STEP, true, 1, Failure.Kind.NON_RETRYABLE));
        TRIGGERS.put("Granted", new Trigger.Granted(STEP, 1, ""));
        TRIGGERS.put("Granted, second attempt", new Trigger.Granted(STEP, 2, "cheaper"));
        TRIGGERS.put("Held", new Trigger.Held(STEP, 1, 60_000));
        TRIGGERS.put("Failed OVER_BUDGET", failed(STEP, false, 1, Failure.Kind.OVER_BUDGET));
        TRIGGERS.put("TimedOut, too early", new Trigger.TimedOut());
        TRIGGERS.put("TimedOut, something is due", new Trigger.TimedOut());
        TRIGGERS.put("Cancel", new Trigger.Cancel("ann", "no more"));
        TRIGGERS.put("Pause", new Trigger.Pause("ann", "wait"));
        TRIGGERS.put("Resume", new Trigger.Resume("ann"));
        TRIGGERS.put("Signal", new Trigger.Signal("id", "go", Json.NULL));
        TRIGGERS.put("Answer yes", new Trigger.Answer("s", true, "ann", ""));
        TRIGGERS.put("Answer no", new Trigger.Answer("s", false, "ann", ""));
        TRIGGERS.put("Retry", new Trigger.Retry("s", "ann"));
        TRIGGERS.put("Skip", new Trigger.Skip("s", "ann"));
        TRIGGERS.put("Resolve", new Trigger.Resolve("ann", ""));
        TRIGGERS.put("Undo", new Trigger.Undo(new Parent("", Place.of(-1), 1, 0)));
    }

    private static Trigger failed(Place place, boolean undo, int attempt, Failure.Kind kind) {
        return new Trigger.Failed(place, undo, attempt, new Failure(kind, "why"), 5_000, Spent.NOTHING);
    }

    /** Of s it is told; z and y run beside it without an end of their own. */
    private static Driver start(UnaryOperator<Definitions.StepBuilder> as) {
        return Driver.start(define().undoable("first", "")
                .step(
                        "s",
                        "first",
                        step -> as.apply(step.retry(Definitions.THRICE).undoable()))
                .step("z", "", step -> step.work(new Work.Task(Definitions.action("z", Definitions.ONCE, 0))))
                .step("y", "", step -> step.work(new Work.Task(Definitions.action("y", Definitions.ONCE, 0))))
                .task("next", "s")
                .build());
    }

    private static Driver begun(UnaryOperator<Definitions.StepBuilder> as) {
        return start(as).succeed("first");
    }

    private static Driver pivoted() {
        return Driver.start(define().step("first", "", Definitions.StepBuilder::pivot)
                        .step("s", "first", step -> step.retry(Definitions.THRICE))
                        .task("z", "")
                        .build())
                .succeed("first");
    }

    private static Driver undoing() {
        return begun(step -> step).succeed("s").fail("next", Failure.Kind.NON_RETRYABLE);
    }

    private static Driver undoFailed() {
        Driver saga = undoing();
        for (saga.failUndo("s"); saga.attention().isEmpty(); saga.failUndo("s")) {
            saga.passTime();
        }
        return saga;
    }

    @Test
    void tableCoversEveryStateAndTrigger() {
        assertThat(TRIGGERS.values().stream().map(Object::getClass).distinct().count())
                .isEqualTo(Trigger.class.getPermittedSubclasses().length);
        assertThat(STATES.values().stream()
                        .map(driver -> driver.now().phase().getClass())
                        .distinct()
                        .count())
                .isEqualTo(Phase.class.getPermittedSubclasses().length);
        assertThat(STATES.values().stream()
                        .map(driver -> driver.now().at(STEP).getClass())
                        .distinct()
                        .count())
                .isEqualTo(StepState.class.getPermittedSubclasses().length);
    }

    @Test
    void documentShowsWhatTheMachineDoes() throws IOException {
        String table = render();

        if (System.getProperty("regenerate") != null) {
            Files.writeString(DOCUMENT, table);
        }

        assertThat(DOCUMENT)
                .exists()
                .content()
                .as("regenerate with -Dregenerate")
                .isEqualTo(table);
    }

    private static String render() {
        StringBuilder text = new StringBuilder("""
            # The life of a saga

            Generated from `SagaMachine` by `TransitionTableTest`; do not edit. The saga undoes BACKWARD. Its step `first` can be
            undone; `s`, which the states and triggers are of, comes behind it, is tried three times and can be undone; `next`
            comes behind that, and `z` and `y` run beside them all the time. Shown are what becomes of `s`, the saga's phase, the
            facts, and what is asked of the world.

            | state | trigger | s then | phase then | facts | asked of the world |
            |---|---|---|---|---|---|
            """);
        TRIGGERS.forEach((name, trigger) -> text.append("| no saga | %s | | | | %s |%n"
                .formatted(
                        name,
                        trigger instanceof Trigger.Start ? "see Waiting" : shown(SagaMachine.unknown("x", trigger)))));
        STATES.forEach((state, driver) -> TRIGGERS.forEach((name, trigger) -> {
            Saga saga = driver.now();
            long nowMs = name.endsWith("due") ? Math.max(driver.nowMs(), saga.nextDueMs()) : driver.nowMs();
            Decision decision = driver.machine().decide(saga.id(), saga, trigger, nowMs, () -> 0.5);
            text.append("| %s | %s | %s |%n".formatted(state, name, cells(decision)));
        }));
        return text.toString();
    }

    private static String cells(Decision decision) {
        Saga next = decision.next();
        if (next == null || decision.facts().isEmpty()) {
            return "| | | " + shown(decision);
        }
        return next.at(STEP).getClass().getSimpleName() + " | " + shown(next.phase()) + " | "
                + decision.facts().stream().map(TransitionTableTest::shown).collect(Collectors.joining(", ")) + " | "
                + shown(decision);
    }

    private static String shown(Phase phase) {
        return phase instanceof Phase.Ended ended
                ? ended.ending().name()
                : phase.getClass().getSimpleName();
    }

    private static String shown(Fact fact) {
        return switch (fact) {
            case Fact.AttemptFailed failed ->
                name(fact) + " " + failed.failure().kind() + " " + failed.aftermath();
            case Fact.UndoFailed failed -> name(fact) + " " + failed.failure().kind();
            case Fact.CompensationStarted started -> name(fact) + " " + started.waves();
            default -> name(fact);
        };
    }

    private static String name(Object record) {
        return record.getClass().getSimpleName();
    }

    private static String shown(Decision decision) {
        return decision.effects().stream()
                .flatMap(effect -> Stream.of(shown(effect)))
                .collect(Collectors.joining(", "));
    }

    private static String shown(Effect effect) {
        return switch (effect) {
            case Effect.Submit submit ->
                (submit.undo() ? "undo " : "submit ") + submit.place().step() + "#" + submit.attempt();
            case Effect.Reserve reserve -> "reserve " + reserve.place().step() + "#" + reserve.attempt();
            case Effect.Settle settle ->
                "settle " + settle.place().step() + "#" + settle.attempt() + " " + settle.use();
            case Effect.Withdraw withdraw -> "withdraw " + withdraw.place().step() + "#" + withdraw.attempt();
            case Effect.StartChild child -> "start a child";
            case Effect.CancelChild child -> "cancel the child";
            case Effect.UndoChild child -> "undo the child";
            case Effect.AskApproval ask -> "ask a person";
            case Effect.Tell tell -> "tell " + tell.ending() + (tell.undo() ? " (undo)" : "");
            case Effect.Alarm alarm -> "alarm";
            case Effect.Calm calm -> "calm";
            case Effect.Ignored ignored -> "ignored: " + ignored.cause();
            case Effect.Rejected rejected -> "rejected: " + rejected.reason();
        };
    }
}
