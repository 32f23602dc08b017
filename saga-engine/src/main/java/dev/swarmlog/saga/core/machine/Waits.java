package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;

/** Steps in which the saga itself waits: for a signal, a person or a moment. */
record Waits(Draft draft, Place place) {

    void begin(Work.WaitSignal work) {
        draft.attempts.await(place, Json.string(work.signal()), draft.dueMs(work.timeoutMs()));
        take(work.signal());
    }

    /** The oldest signal of this name, if there is one, is what the step waited for. */
    void take(String signal) {
        Json payload = draft.saga().signals().payload(signal);
        if (payload != null) {
            draft.record(new Fact.SignalTaken(place.step(), signal));
            over(payload);
        }
    }

    void begin(Work.Approval work) {
        Json question;
        try {
            question = work.question().evaluate(draft.attempts.view(place, null));
        } catch (FormulaException e) {
            draft.attempts.failToBegin(place, Failure.Kind.EXPRESSION, String.valueOf(e.getMessage()));
            return;
        }
        String oversized = draft.attempts.oversized(question);
        if (oversized == null) {
            draft.attempts.await(place, question, draft.dueMs(work.timeoutMs()));
        } else {
            draft.attempts.failToBegin(place, Failure.Kind.OVERSIZED, oversized);
        }
    }

    void begin(Work.Timer work) {
        try {
            long delayMs = delayMs(work.delayMs().evaluate(draft.attempts.view(place, null)));
            draft.attempts.await(place, Json.NULL, draft.nowMs + delayMs);
            if (delayMs == 0) {
                over(Json.NULL);
            }
        } catch (FormulaException e) {
            draft.attempts.failToBegin(place, Failure.Kind.EXPRESSION, String.valueOf(e.getMessage()));
        }
    }

    private long delayMs(Json value) throws FormulaException {
        long max = draft.plan.limits().waitMsMax();
        try {
            long delayMs = Long.parseLong(value.text());
            if (delayMs >= 0 && delayMs <= max) {
                return delayMs;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new FormulaException(
                "a delay is a whole number of milliseconds from 0 to " + max + ", and this is " + value.text());
    }

    void over(Json result) {
        draft.attempts.succeed(place, draft.at(place).tries().attempt(), result, Spent.NOTHING);
    }

    void answer(boolean approved, String by, String comment) {
        Json says = new Json(
                "{\"approved\":" + approved + ",\"by\":" + Json.string(by).text() + ",\"comment\":"
                        + Json.string(comment).text() + "}");
        if (approved) {
            draft.attempts.succeed(place, draft.at(place).tries().attempt(), says, new Spent(by, 0, 0, 0));
            return;
        }
        Failure failure = new Failure(Failure.Kind.REFUSED, by + " refused it: " + comment);
        draft.record(new Fact.AttemptFailed(
                place, draft.at(place).tries().attempt(), failure, Aftermath.NOTHING, new Spent(by, 0, 0, 0), 0));
        draft.progress.failed(place, failure);
    }
}
