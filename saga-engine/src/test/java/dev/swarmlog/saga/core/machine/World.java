package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Agents, sub-sagas and the way to them: each message is worked on once, at some time, or is called back in time; its one
 * answer arrives at any time after, in any order, once or more often. What was really done is known here.
 */
final class World {
    private static final Failure.Kind[] KINDS = {
        Failure.Kind.RETRYABLE,
        Failure.Kind.RETRYABLE,
        Failure.Kind.NON_RETRYABLE,
        Failure.Kind.RATE_LIMITED,
        Failure.Kind.EXHAUSTED,
        Failure.Kind.TIMED_OUT
    };

    private final RandomGenerator random;
    private final double failing;
    private final Map<String, Message> messages = new HashMap<>();
    private final List<Message> pending = new ArrayList<>();
    private final List<Message> answered = new ArrayList<>();

    private final FickleBudget budget;

    World(RandomGenerator random, double failing) {
        this.random = random;
        this.budget = new FickleBudget(random, failing == 0);
        this.failing = failing;
    }

    void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Submit submit -> {
                    budget.began(submit);
                    send(submit.place(), submit.undo(), submit.attempt(), false);
                }
                case Effect.Reserve reserve -> budget.asked(reserve);
                case Effect.Settle settle -> budget.told(settle);
                case Effect.StartChild child ->
                    send(child.parent().place(), false, child.parent().attempt(), true);
                case Effect.UndoChild child -> send(child.place(), true, child.undo(), true);
                case Effect.Withdraw withdraw -> callBack(withdraw.place(), withdraw.undo(), withdraw.attempt());
                case Effect.CancelChild cancel -> callBack(cancel.place(), false, cancel.attempt());
                default -> {
                    // of no concern to those who work
                }
            }
        }
    }

    private void send(Place place, boolean undo, int attempt, boolean child) {
        Message message = new Message(place, undo, attempt, child);
        if (messages.putIfAbsent(key(place, undo, attempt), message) != null) {
            throw new AssertionError("a message of the same id again: " + key(place, undo, attempt));
        }
        pending.add(message);
    }

    private void callBack(Place place, boolean undo, int attempt) {
        Message message = messages.get(key(place, undo, attempt));
        if (message == null) {
            throw new AssertionError("called back, but never sent: " + key(place, undo, attempt));
        }
        if (pending.contains(message) && (message.child || random.nextBoolean())) {
            pending.remove(message);
            message.failure = new Failure(Failure.Kind.CANCELLED, "called back");
            answered.add(message);
        }
    }

    private static String key(Place place, boolean undo, int attempt) {
        return place.step() + "/" + place.item() + (undo ? "u" : "f") + attempt;
    }

    /** Somebody works on one of the messages. False if there is none. */
    boolean work() {
        budget.decide();
        if (pending.isEmpty()) {
            return false;
        }
        Message message = pending.remove(random.nextInt(pending.size()));
        if (random.nextDouble() < failing) {
            Failure.Kind kind = message.child ? Failure.Kind.NON_RETRYABLE : KINDS[random.nextInt(KINDS.length)];
            message.failure = new Failure(kind, "it failed");
        }
        answered.add(message);
        return true;
    }

    /** The answer to one of them arrives, perhaps not for the last time; null if nothing was answered yet. */
    @Nullable
    Trigger answer(boolean again) {
        Trigger ofBudget = random.nextBoolean() || answered.isEmpty() ? budget.answer(again) : null;
        if (ofBudget != null || answered.isEmpty()) {
            return ofBudget;
        }
        int at = random.nextInt(answered.size());
        Message message = again ? answered.get(at) : answered.remove(at);
        Spent spent = new Spent("agent", 1, 1, 1);
        Failure failure = message.failure;
        return failure == null
                ? new Trigger.Succeeded(message.place, message.undo, message.attempt, new Json("5"), spent)
                : new Trigger.Failed(message.place, message.undo, message.attempt, failure, 50, spent);
    }

    /** All that was ever reserved is settled. */
    void allSettled() {
        budget.allSettled();
    }

    /** Somebody did this, whether the saga has heard of it or not. */
    boolean wasDone(Place place) {
        return messages.values().stream()
                .anyMatch(message -> message.place.equals(place)
                        && !message.undo
                        && message.failure == null
                        && !pending.contains(message));
    }

    private static final class Message {
        private final Place place;
        private final boolean undo;
        private final int attempt;
        private final boolean child;
        private @Nullable Failure failure;

        Message(Place place, boolean undo, int attempt, boolean child) {
            this.place = place;
            this.undo = undo;
            this.attempt = attempt;
            this.child = child;
        }
    }
}
