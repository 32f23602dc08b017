package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.Effect.Alarm;
import dev.swarmlog.coordinator.budget.core.Effect.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether one reservation fits into all accounts of its path, and what happens where it does not. For one decision. */
final class Admission {
    private final Draft draft;
    private final Definition definition;
    private final BudgetBounds bounds;
    private final Request.Reserve request;
    private final Amounts amounts;
    private final List<Watched> watched = new ArrayList<>(4);

    private record Watched(Limit limit, Account account) {}

    Admission(Draft draft, Definition definition, BudgetBounds bounds, Request.Reserve request) {
        this.draft = draft;
        this.definition = definition;
        this.bounds = bounds;
        this.request = request;
        this.amounts = priced(definition, request);
    }

    private static Amounts priced(Definition definition, Request.Reserve request) {
        Amounts asked = request.amounts();
        return asked.costMicros() > 0
                ? asked
                : asked.withCost(
                        definition.price(request.model(), request.agentId()).atMost(asked.tokens(), asked.calls()));
    }

    void decide() {
        if (draft.ledger.going() >= bounds.goingMax()) {
            refuse("", "the budget has " + bounds.goingMax() + " reservations under way, which is the most");
            return;
        }
        List<String> names = Path.names(request.path());
        for (int level = 1; level <= names.size(); level++) {
            Limit limit = definition.on(names.subList(0, level));
            if (limit != null) {
                watch(String.join("/", names.subList(0, level)), limit);
            }
        }
        for (Watched each : watched) {
            if (request.depth() > each.limit.depthMax()) {
                refuse(
                        each.account.path(),
                        each.account.path() + " lets " + each.limit.depthMax()
                                + " ask on behalf of one another, and this is the " + request.depth() + ".");
                return;
            }
        }
        Watched strictest = strictest();
        if (strictest == null) {
            grant(amounts, "", Verdict.GRANTED);
        } else {
            meet(strictest);
        }
    }

    private void watch(String path, Limit limit) {
        if (draft.ledger.account(path) == null) {
            if (limit.isForMany() && draft.ledger.accounts().size() >= bounds.accountsMax()) {
                closeOne();
            }
            draft.record(new Fact.Opened(path));
        }
        Account account = draft.ledger.account(path);
        if (account != null) {
            watched.add(new Watched(limit, account));
        }
    }

    /** The one whose last change is longest ago, of those that a pattern opened and where nothing is reserved. */
    private void closeOne() {
        Account oldest = null;
        for (Account each : draft.ledger.accounts()) {
            Limit limit = definition.on(Path.names(each.path()));
            boolean isIdle = limit != null
                    && limit.isForMany()
                    && each.reserved().equals(Amounts.NONE)
                    && !request.path().startsWith(each.path());
            if (isIdle && (oldest == null || each.changedMs() < oldest.changedMs())) {
                oldest = each;
            }
        }
        if (oldest != null) {
            draft.record(new Fact.Closed(oldest.path()));
        }
    }

    /** Of the accounts that have no room, the one that does the strictest; null where all have. */
    private @Nullable Watched strictest() {
        Watched strictest = null;
        for (Watched each : watched) {
            AtLimit atLimit = each.limit.atLimit();
            if (!amounts.fitsInto(each.account.room(atLimit.fromPercent()))
                    && (strictest == null
                            || atLimit.action()
                                            .compareTo(strictest.limit.atLimit().action())
                                    > 0)) {
                strictest = each;
            }
        }
        return strictest;
    }

    private void meet(Watched full) {
        AtLimit atLimit = full.limit.atLimit();
        switch (atLimit.action()) {
            case STOP -> refuse(full.account.path(), noRoom(full.account));
            case DEGRADE -> degrade(full, atLimit);
            case ASK -> ask(full, atLimit);
            case HANDOFF -> {
                draft.record(new Fact.HandedOff(
                        request.id(), request.path(), atLimit.capability(), draft.nowMs + bounds.keptMs()));
                draft.answer(
                        request.requester(),
                        request.id(),
                        Verdict.HANDED_OFF,
                        Amounts.NONE,
                        atLimit.capability(),
                        "",
                        0);
            }
        }
    }

    private void degrade(Watched full, AtLimit atLimit) {
        Amounts less = amounts.percent(atLimit.percent());
        if (watched.stream().allMatch(each -> less.fitsInto(each.account.free()))) {
            grant(less, atLimit.capability(), Verdict.DEGRADED);
        } else {
            refuse(full.account.path(), noRoom(full.account) + ", not even by " + atLimit.capability());
        }
    }

    private void ask(Watched full, AtLimit atLimit) {
        long untilMs = draft.nowMs + atLimit.withinMs();
        draft.record(new Fact.Asked(
                request.id(),
                request.path(),
                amounts,
                request.agentId(),
                request.model(),
                untilMs,
                request.requester()));
        draft.alarm(new Alarm(
                Alarm.Kind.APPROVAL_ASKED, request.path(), request.id(), noRoom(full.account) + "; may it go on?"));
        draft.answer(request.requester(), request.id(), Verdict.ASKED, amounts, "", noRoom(full.account), untilMs);
    }

    private void grant(Amounts given, String capability, Verdict verdict) {
        long holdMs = request.holdMs() > 0 ? Math.min(request.holdMs(), bounds.holdMsMax()) : definition.holdMs();
        long untilMs = draft.nowMs + holdMs;
        draft.record(new Fact.Reserved(
                request.id(),
                request.path(),
                given,
                capability,
                request.agentId(),
                request.model(),
                untilMs,
                request.requester()));
        draft.answer(request.requester(), request.id(), verdict, given, capability, "", untilMs);
    }

    private void refuse(String limit, String why) {
        Account full = draft.ledger.account(limit);
        if (full != null && full.refused() == 0) {
            draft.alarm(new Alarm(Alarm.Kind.EXHAUSTED, limit, request.id(), why));
        }
        draft.record(new Fact.Refused(request.id(), request.path(), limit, why, "", draft.nowMs + bounds.keptMs()));
        draft.answer(request.requester(), request.id(), Verdict.REFUSED, Amounts.NONE, "", why, 0);
    }

    private String noRoom(Account account) {
        Amounts beyond = amounts.beyond(account.free());
        List<String> missing = new ArrayList<>(4);
        tell(missing, "tokens", beyond.tokens());
        tell(missing, "millionths of the currency", beyond.costMicros());
        tell(missing, "calls", beyond.calls());
        tell(missing, "ms of work", beyond.wallMs());
        return "budget " + account.path() + " has no room"
                + (missing.isEmpty() ? " below its mark" : ": " + String.join(", ", missing) + " too few");
    }

    private static void tell(List<String> texts, String unit, long count) {
        if (count > 0) {
            texts.add(count + " " + unit);
        }
    }
}
