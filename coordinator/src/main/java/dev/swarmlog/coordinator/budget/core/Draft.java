package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.Effect.Verdict;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import java.util.ArrayList;
import java.util.List;

/** Mutable while one decision is made: its facts so far, which are in the ledger already, and its effects. */
final class Draft {
    final Ledger ledger;
    final long nowMs;

    private final List<Fact> facts = new ArrayList<>(4);
    private final List<Effect> effects = new ArrayList<>(2);

    Draft(Ledger ledger, long nowMs) {
        this.ledger = ledger;
        this.nowMs = nowMs;
    }

    void record(Fact fact) {
        if (facts.isEmpty()) {
            ledger.begin();
        }
        facts.add(fact);
        ledger.apply(fact, nowMs);
    }

    void answer(
            Requester to, String id, Verdict verdict, Amounts amounts, String capability, String why, long untilMs) {
        effects.add(new Effect.Answer(to, id, verdict, amounts, capability, why, untilMs));
    }

    void done(Requester to) {
        answer(to, "", Verdict.DONE, Amounts.NONE, "", "", 0);
    }

    void rejected(Requester to, String id, String why) {
        answer(to, id, Verdict.REJECTED, Amounts.NONE, "", why, 0);
    }

    void alarm(Effect.Alarm alarm) {
        effects.add(alarm);
    }

    void ignore() {
        effects.add(new Effect.Ignored());
    }

    Decision decision() {
        return new Decision(facts, effects);
    }
}
