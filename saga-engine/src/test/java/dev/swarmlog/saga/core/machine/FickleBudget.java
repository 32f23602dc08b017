package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A budget that grants, refuses, asks a person first, or says nothing at all; holds sagas to what they must tell it. */
final class FickleBudget {
    private final RandomGenerator random;
    private final boolean generous;
    private final Set<Attempt> reserved = new HashSet<>();
    private final Set<Attempt> granted = new HashSet<>();
    private final Set<Attempt> settled = new HashSet<>();
    private final List<Attempt> undecided = new ArrayList<>();
    private final List<Trigger> answers = new ArrayList<>();

    private record Attempt(Place place, int number) {}

    FickleBudget(RandomGenerator random, boolean generous) {
        this.random = random;
        this.generous = generous;
    }

    void asked(Effect.Reserve it) {
        Attempt attempt = new Attempt(it.place(), it.attempt());
        assertThat(reserved.add(attempt)).as("reserved once: %s", attempt).isTrue();
        undecided.add(attempt);
    }

    void told(Effect.Settle it) {
        Attempt attempt = new Attempt(it.place(), it.attempt());
        assertThat(reserved).as("settled, so reserved").contains(attempt);
        assertThat(settled.add(attempt)).as("settled once: %s", attempt).isTrue();
        undecided.remove(attempt);
    }

    /** 12: nothing that has to be paid for begins without a grant that stands. */
    void began(Effect.Submit it) {
        if (!it.undo() && it.action().reserve() != null) {
            Attempt attempt = new Attempt(it.place(), it.attempt());
            assertThat(granted).as("begun, so granted").contains(attempt);
            assertThat(settled).as("begun, so not settled").doesNotContain(attempt);
        }
    }

    void allSettled() {
        assertThat(settled).isEqualTo(reserved);
    }

    void decide() {
        if (undecided.isEmpty()) {
            return;
        }
        Attempt attempt = undecided.get(random.nextInt(undecided.size()));
        Place place = attempt.place;
        switch (generous ? 9 : random.nextInt(8)) {
            case 0 -> undecided.remove(attempt);
            case 1 -> answers.add(new Trigger.Held(place, attempt.number, 5_000_000));
            case 2 -> {
                undecided.remove(attempt);
                Failure failure = new Failure(Failure.Kind.OVER_BUDGET, "no room");
                answers.add(new Trigger.Failed(place, false, attempt.number, failure, 0, Spent.NOTHING));
            }
            default -> {
                undecided.remove(attempt);
                granted.add(attempt);
                answers.add(new Trigger.Granted(place, attempt.number, random.nextBoolean() ? "" : "cheaper"));
            }
        }
    }

    @Nullable
    Trigger answer(boolean again) {
        if (answers.isEmpty()) {
            return null;
        }
        int at = random.nextInt(answers.size());
        return again ? answers.get(at) : answers.remove(at);
    }
}
