package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.Effect.Alarm;
import dev.swarmlog.coordinator.budget.core.Effect.Verdict;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.coordinator.budget.core.Reservation.State;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What budgets decide. Its facts are in the ledger when it returns. */
public final class BudgetMachine {
    private final BudgetBounds bounds;

    public BudgetMachine(BudgetBounds bounds) {
        this.bounds = bounds;
    }

    public Decision decide(Ledger ledger, Request request, long nowMs) {
        Draft draft = new Draft(ledger, nowMs);
        renew(draft);
        switch (request) {
            case Request.Define it -> define(draft, it);
            case Request.Remove it -> remove(draft, it);
            case Request.Reserve it -> reserve(draft, it);
            case Request.Settle it -> settle(draft, it);
            case Request.Release it -> release(draft, it);
            case Request.Answer it -> answer(draft, it);
            case Request.Due it -> due(draft);
        }
        forgetSurplus(draft);
        return draft.decision();
    }

    /** By its own clock, before anything else; a clock that is set back renews nothing again. */
    private static void renew(Draft draft) {
        Definition definition = draft.ledger.definition();
        long sinceMs = definition == null ? 0 : definition.period().startOf(draft.nowMs);
        if (sinceMs > draft.ledger.sinceMs()) {
            draft.record(new Fact.Renewed(sinceMs));
        }
    }

    private void define(Draft draft, Request.Define it) {
        draft.record(new Fact.Defined(it.definition(), it.by()));
        if (draft.ledger.account(draft.ledger.name()) == null) {
            draft.record(new Fact.Opened(draft.ledger.name()));
        }
        draft.done(it.requester());
    }

    private static void remove(Draft draft, Request.Remove it) {
        if (draft.ledger.definition() == null) {
            draft.rejected(it.requester(), "", "there is no budget " + draft.ledger.name());
            return;
        }
        draft.record(new Fact.Removed(it.by()));
        draft.done(it.requester());
    }

    private void reserve(Draft draft, Request.Reserve it) {
        Reservation known = draft.ledger.reservation(it.id());
        if (known != null) {
            draft.ignore();
            repeat(draft, known, it.requester());
            return;
        }
        Definition definition = draft.ledger.definition();
        String flaw = flaw(it);
        if (definition == null || flaw != null) {
            String why = flaw != null ? flaw : "there is no budget " + draft.ledger.name();
            draft.answer(it.requester(), it.id(), Verdict.REFUSED, Amounts.NONE, "", why, 0);
            return;
        }
        new Admission(draft, definition, bounds, it).decide();
    }

    private @Nullable String flaw(Request.Reserve it) {
        if (it.id().isEmpty() || it.id().length() > bounds.idCharsMax()) {
            return "a reservation has an id of 1 to " + bounds.idCharsMax() + " characters";
        }
        if (!it.amounts().isSound()) {
            return "an amount is from 0 to " + Amounts.MAX;
        }
        return Path.flaw(it.path());
    }

    /** As it was answered the first time, or how it has gone on since. */
    private static void repeat(Draft draft, Reservation known, Requester to) {
        Verdict verdict = switch (known.state()) {
            case OPEN, SETTLED, RELEASED, EXPIRED -> known.capability().isEmpty() ? Verdict.GRANTED : Verdict.DEGRADED;
            case ASKED -> Verdict.ASKED;
            case REFUSED -> Verdict.REFUSED;
            case HANDED_OFF -> Verdict.HANDED_OFF;
        };
        boolean isOver = known.state() != State.REFUSED
                && known.state() != State.HANDED_OFF
                && known.state().isOver();
        draft.answer(
                to,
                known.id(),
                isOver ? Verdict.REFUSED : verdict,
                known.amounts(),
                known.capability(),
                isOver ? "it is " + known.state().name().toLowerCase(Locale.ROOT) + " already" : known.why(),
                known.untilMs());
    }

    private void settle(Draft draft, Request.Settle it) {
        Reservation held = open(draft, it.id(), it.requester());
        if (held == null) {
            return;
        }
        String agentId = it.agentId().isEmpty() ? held.agentId() : it.agentId();
        String model = it.model().isEmpty() ? held.model() : it.model();
        Amounts used = it.unheard() ? held.amounts() : used(draft.ledger, it, agentId, model);
        if (!used.isSound()) {
            draft.rejected(it.requester(), it.id(), "an amount is from 0 to " + Amounts.MAX);
            return;
        }
        if (held.state() == State.ASKED) {
            draft.record(new Fact.Released(it.id(), draft.nowMs + bounds.keptMs()));
        } else {
            draft.record(new Fact.Settled(it.id(), used, agentId, model, draft.nowMs + bounds.keptMs()));
            reached(draft, held);
        }
        draft.done(it.requester());
    }

    private static Amounts used(Ledger ledger, Request.Settle it, String agentId, String model) {
        Definition definition = ledger.definition();
        if (it.used().costMicros() > 0 || definition == null) {
            return it.used();
        }
        Price price = definition.price(model, agentId);
        long in = Math.max(0, it.tokensIn());
        long out = Math.max(0, it.tokensOut());
        long cost = in + out > 0
                ? price.of(in, out, it.used().calls())
                : price.atMost(it.used().tokens(), it.used().calls());
        return it.used().withCost(cost);
    }

    private void release(Draft draft, Request.Release it) {
        if (open(draft, it.id(), it.requester()) != null) {
            draft.record(new Fact.Released(it.id(), draft.nowMs + bounds.keptMs()));
            draft.done(it.requester());
        }
    }

    /** Null where there is nothing to settle any more; that is answered. */
    private static @Nullable Reservation open(Draft draft, String id, Requester requester) {
        Reservation held = draft.ledger.reservation(id);
        if (held == null) {
            draft.ignore();
            draft.rejected(requester, id, "no reservation " + id + " is known");
            return null;
        }
        if (held.state().isOver()) {
            draft.ignore();
            draft.done(requester);
            return null;
        }
        return held;
    }

    private void answer(Draft draft, Request.Answer it) {
        Reservation asked = draft.ledger.reservation(it.id());
        Definition definition = draft.ledger.definition();
        if (asked == null || definition == null || asked.state() != State.ASKED) {
            draft.rejected(
                    it.requester(),
                    it.id(),
                    asked == null
                            ? "no reservation " + it.id() + " is known"
                            : "it waits for nobody: it is " + asked.state());
            return;
        }
        if (it.approved()) {
            approve(draft, asked, it.by(), definition);
        } else {
            String why = it.by() + " refused it" + (it.reason().isEmpty() ? "" : ": " + it.reason());
            refuseAsked(draft, asked, why, it.by());
        }
        draft.done(it.requester());
    }

    private static void approve(Draft draft, Reservation asked, String by, Definition definition) {
        for (String path : Path.all(asked.path())) {
            if (draft.ledger.account(path) == null && definition.on(Path.names(path)) != null) {
                draft.record(new Fact.Opened(path));
            }
            Account account = draft.ledger.account(path);
            if (account != null) {
                Amounts beyond = asked.amounts().beyond(account.free());
                if (!beyond.equals(Amounts.NONE) || path.equals(draft.ledger.name())) {
                    draft.record(new Fact.Approved(asked.id(), path, beyond, by));
                }
            }
        }
        long untilMs = draft.nowMs + definition.holdMs();
        draft.record(new Fact.Reserved(
                asked.id(),
                asked.path(),
                asked.amounts(),
                "",
                asked.agentId(),
                asked.model(),
                untilMs,
                asked.requester()));
        draft.answer(asked.requester(), asked.id(), Verdict.GRANTED, asked.amounts(), "", "", untilMs);
    }

    private void refuseAsked(Draft draft, Reservation asked, String why, String by) {
        draft.record(new Fact.Refused(asked.id(), asked.path(), "", why, by, draft.nowMs + bounds.keptMs()));
        draft.answer(asked.requester(), asked.id(), Verdict.REFUSED, Amounts.NONE, "", why, 0);
    }

    private void due(Draft draft) {
        boolean charges =
                draft.ledger.definition() == null || draft.ledger.definition().charges();
        int left = bounds.dueMax();
        for (Reservation each = draft.ledger.due(true, draft.nowMs);
                each != null && left > 0;
                each = draft.ledger.due(true, draft.nowMs)) {
            left--;
            if (each.state() == State.ASKED) {
                refuseAsked(draft, each, "nobody approved it in time", "");
            } else {
                Amounts charged = charges ? each.amounts() : Amounts.NONE;
                draft.record(new Fact.Expired(each.id(), charged, draft.nowMs + bounds.keptMs()));
                draft.alarm(new Alarm(
                        Alarm.Kind.EXPIRED,
                        each.path(),
                        each.id(),
                        "was never settled, and " + (charges ? "counts as used" : "is free again")));
                reached(draft, each);
            }
        }
        for (Reservation each = draft.ledger.due(false, draft.nowMs);
                each != null && left > 0;
                each = draft.ledger.due(false, draft.nowMs)) {
            left--;
            draft.record(new Fact.Forgotten(each.id()));
        }
    }

    /** Those that would be forgotten next go before their time where there are too many; no request ends more of them. */
    private void forgetSurplus(Draft draft) {
        for (int left = bounds.dueMax(); left > 0 && draft.ledger.over() > bounds.keptMax(); left--) {
            Reservation oldest = Objects.requireNonNull(draft.ledger.due(false, Long.MAX_VALUE));
            draft.record(new Fact.Forgotten(oldest.id()));
        }
    }

    /** A person hears of each threshold once. */
    private static void reached(Draft draft, Reservation held) {
        Definition definition = draft.ledger.definition();
        if (definition == null) {
            return;
        }
        for (String path : Path.accounts(held.path(), held.levels())) {
            Account account = draft.ledger.account(path);
            Limit limit = account == null ? null : definition.on(Path.names(path));
            if (account == null || limit == null) {
                continue;
            }
            for (int percent : limit.thresholds()) {
                if (percent > account.reached() && account.spent().reaches(percent, account.granted())) {
                    draft.record(new Fact.Reached(path, percent));
                    draft.alarm(new Alarm(
                            Alarm.Kind.THRESHOLD, path, "", "has spent " + percent + " % of what it may, or more"));
                }
            }
        }
    }
}
