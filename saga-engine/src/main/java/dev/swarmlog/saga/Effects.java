package dev.swarmlog.saga;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.records.Answers;
import dev.swarmlog.saga.records.Orders;
import dev.swarmlog.saga.records.Reservations;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Severity;
import java.util.List;
import java.util.Map;

/** Carries out what sagas of one task ask of the world. */
record Effects(Orders orders, Reservations reservations, Outlet out, SagaMeters meters) {

    /** Where there is no saga, nobody but the one who asked is told. */
    void without(Decision decision) {
        decision.effects().forEach(this::count);
    }

    void of(Saga saga, Definition definition, Decision decision, List<Requester> others, String trace, long nowMs) {
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Submit it -> {
                    String step = definition.steps().get(it.place().step()).name();
                    out.submit(orders.message(saga, step, it, nowMs), it, trace);
                }
                case Effect.Reserve it -> out.budget(reservations.reserve(saga, it, nowMs), trace);
                case Effect.Settle it -> out.budget(reservations.settle(saga, it, nowMs), trace);
                case Effect.Withdraw it -> out.withdraw(orders.withdrawal(saga, it, nowMs), trace);
                case Effect.StartChild it -> out.command(orders.startChild(saga, it, nowMs), trace);
                case Effect.CancelChild it -> out.command(orders.cancelChild(saga, it, nowMs), trace);
                case Effect.UndoChild it -> out.command(orders.undoChild(saga, it, nowMs), trace);
                case Effect.AskApproval it ->
                    alert(
                            saga,
                            definition,
                            it.step(),
                            Severity.INFO,
                            "saga.approval-asked",
                            it.question().equals(Json.NULL)
                                    ? "approve or refuse"
                                    : it.question().text(),
                            nowMs);
                case Effect.Tell it -> tell(saga, it, others, trace, nowMs);
                case Effect.Alarm it -> {
                    meters.attention();
                    alert(saga, definition, it.step(), Severity.WARNING, "saga.needs-attention", it.why(), nowMs);
                }
                case Effect.Calm it ->
                    alert(saga, definition, it.step(), Severity.INFO, "saga.attention-given", "it goes on", nowMs);
                case Effect.Ignored it -> count(it);
                case Effect.Rejected it -> count(it);
            }
        }
    }

    private void count(Effect effect) {
        if (effect instanceof Effect.Ignored(Effect.Ignored.Cause cause)) {
            meters.ignored(cause);
        } else if (effect instanceof Effect.Rejected) {
            meters.rejected();
        }
    }

    private void tell(Saga saga, Effect.Tell it, List<Requester> others, String trace, long nowMs) {
        if (!it.requester().topic().isEmpty()) {
            out.answer(Answers.ended(saga, it, it.requester(), nowMs), trace);
        }
        for (Requester other : others) {
            out.answer(Answers.ended(saga, it, other, nowMs), trace);
        }
    }

    private void alert(
            Saga saga, Definition definition, int step, Severity severity, String code, String text, long nowMs) {
        String name = step < 0 ? "" : definition.steps().get(step).name();
        out.alert(new Alert(
                SagaService.NAME,
                severity,
                code,
                "Saga " + saga.id() + " (" + saga.start().name() + ")" + (name.isEmpty() ? "" : ", step " + name) + ": "
                        + text,
                Map.of("sagaId", saga.id(), "step", name),
                nowMs));
    }

    void measure(Saga saga, Definition definition, List<Fact> facts, long nowMs) {
        for (Fact fact : facts) {
            if (fact instanceof Fact.AttemptFailed failed && failed.retryAtMs() > 0) {
                meters.retried();
            } else if (fact instanceof Fact.UndoSucceeded) {
                meters.compensated();
            } else if (fact instanceof Fact.AttemptSucceeded done
                    && done.place().item() < 0
                    && saga.step(done.place().step()) instanceof StepState.Done step) {
                meters.stepEnded(
                        definition.name(),
                        definition.steps().get(done.place().step()).name(),
                        step.atMs() - step.sinceMs());
            } else if (fact instanceof Fact.Ended ended && saga.phase() instanceof Phase.Ended) {
                meters.ended(definition.name(), ended.ending().name(), nowMs - saga.startedMs());
            }
        }
    }
}
