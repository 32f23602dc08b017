package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.BudgetMachine;
import dev.swarmlog.coordinator.budget.core.Decision;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Effect;
import dev.swarmlog.coordinator.budget.core.Effect.Verdict;
import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.coordinator.budget.core.Request;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mutable and hot, for one thread: load, decide, store, forward, for the budgets of one task. Knows no Streams. */
final class BudgetTask {
    private static final String SOURCE = "coordinator";

    /** How far the picture of a budget may be behind. */
    private static final long STATUS_MS = 250;

    private static final int SHOWN_PER_TICK_MAX = 2_000;

    /** What changed so shortly before a crash may not have been shown. */
    private static final long UNSHOWN_MS = 10_000;

    private final BudgetMachine machine;
    private final BudgetShelf shelf;
    private final BudgetOutlet out;
    private final BudgetMeters meters;

    /** Paths with the name of their budget, which must be shown anew. */
    private final Map<String, String> unshown = new LinkedHashMap<>();

    private long shownMs;
    private long open;

    BudgetTask(BudgetMachine machine, LiveStore<Row<BudgetRow>> store, BudgetOutlet out, BudgetMeters meters) {
        this.machine = machine;
        this.out = out;
        this.meters = meters;
        this.shelf = new BudgetShelf(store, (budget, path, isGone) -> unshown.put(path, budget));
    }

    void restore(long nowMs) {
        shelf.restore(nowMs);
        for (Ledger ledger : shelf.ledgers()) {
            long last = ledger.accounts().stream()
                    .mapToLong(Account::changedMs)
                    .max()
                    .orElse(0);
            for (Account account : ledger.accounts()) {
                if (account.changedMs() >= last - UNSHOWN_MS) {
                    unshown.put(account.path(), ledger.name());
                }
            }
        }
        measure();
    }

    void command(String key, BudgetCommand command, long nowMs) {
        Requester requester = BudgetCodec.requester(command);
        String flaw = flaw(key, command);
        if (flaw != null) {
            refuse(requester, command, flaw, nowMs);
            return;
        }
        Definition definition = null;
        if (command.getKind() == BudgetCommandKind.SET) {
            BudgetDefinitions.Read read = BudgetDefinitions.read(command.getSource());
            definition = read.definition();
            if (definition == null || !definition.name().equals(key)) {
                String why = definition == null
                        ? read.told()
                        : "the definition is of " + definition.name() + ", and the command is for " + key;
                refuse(requester, command, why, nowMs);
                return;
            }
        }
        Request request = BudgetCodec.request(command, definition);
        if (request == null) {
            refuse(requester, command, "only a newer coordinator knows what is wanted", nowMs);
            return;
        }
        Ledger known = shelf.find(key);
        decide(known == null ? shelf.of(key) : known, request, nowMs);
        if (known == null && shelf.of(key).version() == 0) {
            shelf.drop(key);
        }
    }

    /** What the machine does not look at, because it means nothing to it. */
    private static @Nullable String flaw(String key, BudgetCommand command) {
        if (key.isEmpty() || !key.equals(command.getBudget())) {
            return "the key of the record must be the budget, and is '" + key + "'";
        }
        if (command.getKind() == BudgetCommandKind.RESERVE
                && !command.getPath().equals(key)
                && !command.getPath().startsWith(key + "/")) {
            return "the path must begin with the budget";
        }
        boolean isTooLong = Stream.of(
                        key,
                        command.getReservationId(),
                        command.getAgentId(),
                        command.getModel(),
                        command.getBy(),
                        command.getCorrelationKey(),
                        command.getReplyTopic())
                .anyMatch(text -> text.length() > Limits.ID_CHARS_MAX);
        return isTooLong || command.getReason().length() > Limits.TEXT_CHARS_MAX
                ? "names have at most " + Limits.ID_CHARS_MAX + " characters"
                : null;
    }

    private void refuse(Requester requester, BudgetCommand command, String why, long nowMs) {
        Verdict verdict = command.getKind() == BudgetCommandKind.RESERVE ? Verdict.REFUSED : Verdict.REJECTED;
        answer(new Effect.Answer(requester, command.getReservationId(), verdict, Amounts.NONE, "", why, 0), nowMs);
    }

    private void decide(Ledger ledger, Request request, long nowMs) {
        Decision decision = machine.decide(ledger, request, nowMs);
        if (!decision.facts().isEmpty()) {
            out.event(BudgetFacts.event(ledger.name(), ledger.version(), nowMs, decision.facts()));
            unshown.put(ledger.name(), ledger.name());
        }
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Answer it -> answer(it, nowMs);
                case Effect.Alarm it -> alert(it, nowMs);
                case Effect.Ignored it -> meters.ignored();
            }
        }
    }

    private void answer(Effect.Answer it, long nowMs) {
        meters.answered(it.verdict());
        if (!it.to().topic().isEmpty()) {
            out.answer(new Addressed<>(
                    it.to().topic(), it.to().partition(), it.to().key(), BudgetCodec.reply(it, nowMs)));
        }
    }

    private void alert(Effect.Alarm it, long nowMs) {
        String code = switch (it.kind()) {
            case THRESHOLD -> "budget.threshold-reached";
            case EXHAUSTED -> "budget.exhausted";
            case APPROVAL_ASKED -> "budget.approval-asked";
            case EXPIRED -> "budget.reservation-expired";
        };
        Severity severity = it.kind() == Effect.Alarm.Kind.THRESHOLD ? Severity.INFO : Severity.WARNING;
        String what = it.id().isEmpty() ? "Budget " + it.path() : "Budget " + it.path() + ", reservation " + it.id();
        out.alert(new Alert(
                SOURCE,
                severity,
                code,
                what + ": " + it.text(),
                Map.of("path", it.path(), "reservationId", it.id()),
                nowMs));
    }

    void tick(long nowMs) {
        for (Ledger ledger : List.copyOf(shelf.ledgers())) {
            if (ledger.nextDueMs() <= nowMs) {
                decide(ledger, new Request.Due(), nowMs);
            }
        }
        if (nowMs - shownMs >= STATUS_MS || nowMs < shownMs) {
            shownMs = nowMs;
            show();
            measure();
        }
    }

    private void show() {
        List<Map.Entry<String, String>> now = new ArrayList<>();
        for (var each = unshown.entrySet().iterator(); each.hasNext() && now.size() < SHOWN_PER_TICK_MAX; ) {
            now.add(Map.Entry.copyOf(each.next()));
            each.remove();
        }
        for (Map.Entry<String, String> each : now) {
            Ledger ledger = shelf.find(each.getValue());
            Account account = ledger == null ? null : ledger.account(each.getKey());
            out.status(each.getKey(), ledger == null || account == null ? null : BudgetPicture.of(ledger, account));
        }
    }

    private void measure() {
        long now = shelf.ledgers().stream().mapToLong(Ledger::going).sum();
        meters.open(open, now);
        open = now;
    }

    void close() {
        meters.open(open, 0);
        open = 0;
    }
}
