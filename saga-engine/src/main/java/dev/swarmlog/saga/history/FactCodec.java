package dev.swarmlog.saga.history;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFactKind;
import dev.swarmlog.v1.SagaFailure;
import dev.swarmlog.v1.SagaOrigin;
import dev.swarmlog.v1.SagaParent;
import dev.swarmlog.v1.SagaRequester;
import dev.swarmlog.v1.SagaSpent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts as sagas.events has them. */
public final class FactCodec {
    private FactCodec() {}

    public static SagaFact wire(Fact fact) {
        return draft(fact).made();
    }

    private static FactDraft draft(Fact fact) {
        return switch (fact) {
            case Fact.Started it ->
                FactDraft.of(SagaFactKind.STARTED)
                        .json(it.input())
                        .until(it.deadlineMs())
                        .origin(started(it));
            case Fact.Restored it -> FactDraft.of(SagaFactKind.RESTORED).origin(restored(it));
            case Fact.Paused(String by, String reason) ->
                FactDraft.of(SagaFactKind.PAUSED).by(by).text(reason);
            case Fact.Resumed(String by) -> FactDraft.of(SagaFactKind.RESUMED).by(by);
            case Fact.CancelRequested(String by, String reason) ->
                FactDraft.of(SagaFactKind.CANCEL_REQUESTED).by(by).text(reason);
            case Fact.Reopened(Parent parent) ->
                FactDraft.of(SagaFactKind.REOPENED).origin(reopened(parent));
            case Fact.SignalReceived(String id, String signal, Json payload) ->
                FactDraft.of(SagaFactKind.SIGNAL_RECEIVED).id(id).text(signal).json(payload);
            case Fact.SignalTaken(int step, String signal) ->
                FactDraft.of(SagaFactKind.SIGNAL_TAKEN).at(step).text(signal);
            case Fact.ListOpened(int step, List<Json> items) ->
                FactDraft.of(SagaFactKind.LIST_OPENED).at(step).items(items);
            case Fact.WaitStarted(int step, int attempt, Json question, long dueMs) ->
                FactDraft.of(SagaFactKind.WAIT_STARTED)
                        .at(Place.of(step), attempt)
                        .json(question)
                        .until(dueMs);
            case Fact.ReservationAsked(Place place, int attempt, long dueMs) ->
                FactDraft.of(SagaFactKind.RESERVATION_ASKED).at(place, attempt).until(dueMs);
            case Fact.AttemptStarted(Place place, int attempt, String capability, Json input, long dueMs) ->
                FactDraft.of(SagaFactKind.ATTEMPT_STARTED)
                        .at(place, attempt)
                        .text(capability)
                        .json(input)
                        .until(dueMs);
            case Fact.AttemptSucceeded(Place place, int attempt, Json output, Spent spent) ->
                FactDraft.of(SagaFactKind.ATTEMPT_SUCCEEDED)
                        .at(place, attempt)
                        .json(output)
                        .spent(spent);
            case Fact.AttemptFailed it ->
                FactDraft.of(SagaFactKind.ATTEMPT_FAILED)
                        .at(it.place(), it.attempt())
                        .failure(it.failure())
                        .aftermath(it.aftermath())
                        .spent(it.spent())
                        .until(it.retryAtMs());
            case Fact.AttemptSettled(Place place, int attempt) ->
                FactDraft.of(SagaFactKind.ATTEMPT_SETTLED).at(place, attempt);
            case Fact.StepSucceeded(int step, Json output) ->
                FactDraft.of(SagaFactKind.STEP_SUCCEEDED).at(step).json(output);
            case Fact.StepFailed(int step, Failure failure) ->
                FactDraft.of(SagaFactKind.STEP_FAILED).at(step).failure(failure);
            case Fact.StepSkipped(int step, String why, String by) ->
                FactDraft.of(SagaFactKind.STEP_SKIPPED).at(step).by(by).text(why);
            case Fact.StepReset(int step, String by) ->
                FactDraft.of(SagaFactKind.STEP_RESET).at(step).by(by);
            case Fact.Turned(int step, Failure cause, Ending towards, long settleByMs) ->
                FactDraft.of(SagaFactKind.TURNED)
                        .at(step)
                        .failure(cause)
                        .ending(towards)
                        .until(settleByMs);
            case Fact.TurnedBack(int pivot) ->
                FactDraft.of(SagaFactKind.TURNED_BACK).at(pivot);
            case Fact.CompensationStarted(Failure cause, List<List<Integer>> waves) ->
                FactDraft.of(SagaFactKind.COMPENSATION_STARTED).failure(cause).waves(waves);
            case Fact.UndoStarted(Place place, int attempt, Json input, long dueMs) ->
                FactDraft.of(SagaFactKind.UNDO_STARTED)
                        .at(place, attempt)
                        .json(input)
                        .until(dueMs);
            case Fact.UndoSucceeded(Place place, int attempt, Spent spent) ->
                FactDraft.of(SagaFactKind.UNDO_SUCCEEDED).at(place, attempt).spent(spent);
            case Fact.UndoFailed it ->
                FactDraft.of(SagaFactKind.UNDO_FAILED)
                        .at(it.place(), it.attempt())
                        .failure(it.failure())
                        .aftermath(it.aftermath())
                        .spent(it.spent())
                        .until(it.retryAtMs());
            case Fact.UndoSkipped(int step, String by) ->
                FactDraft.of(SagaFactKind.UNDO_SKIPPED).at(step).by(by);
            case Fact.AttentionNeeded(int step, String why) ->
                FactDraft.of(SagaFactKind.ATTENTION_NEEDED).at(step).text(why);
            case Fact.AttentionGiven(int step, String by, String comment) ->
                FactDraft.of(SagaFactKind.ATTENTION_GIVEN).at(step).by(by).text(comment);
            case Fact.Ended(Ending ending, Json output, @Nullable Failure cause) ->
                FactDraft.of(SagaFactKind.ENDED).ending(ending).json(output).failure(cause);
        };
    }

    private static SagaOrigin started(Fact.Started it) {
        return new SagaOrigin(
                it.name(),
                it.version(),
                it.definitionHash(),
                it.tags(),
                wire(it.requester()),
                wire(it.parent()),
                "",
                0L);
    }

    private static SagaOrigin restored(Fact.Restored it) {
        return new SagaOrigin("", "", "", Map.of(), wire(it.requester()), null, it.originId(), it.originVersion());
    }

    private static SagaOrigin reopened(Parent parent) {
        return new SagaOrigin("", "", "", Map.of(), wire(Requester.NOBODY), wire(parent), "", 0L);
    }

    /** Throws an {@link IllegalArgumentException} for a fact that this program does not know. */
    public static Fact fact(SagaFact it) {
        Place place = new Place(it.getStep(), it.getItem());
        Json json = new Json(it.getJson());
        return switch (it.getKind()) {
            case STARTED -> started(it, origin(it), json);
            case RESTORED ->
                new Fact.Restored(
                        origin(it).getOriginId(),
                        origin(it).getOriginVersion(),
                        requester(origin(it).getRequester()));
            case PAUSED -> new Fact.Paused(it.getBy(), it.getText());
            case RESUMED -> new Fact.Resumed(it.getBy());
            case CANCEL_REQUESTED -> new Fact.CancelRequested(it.getBy(), it.getText());
            case REOPENED -> new Fact.Reopened(parent(origin(it).getParent()));
            case SIGNAL_RECEIVED -> new Fact.SignalReceived(it.getId(), it.getText(), json);
            case SIGNAL_TAKEN -> new Fact.SignalTaken(it.getStep(), it.getText());
            case WAIT_STARTED -> new Fact.WaitStarted(it.getStep(), it.getAttempt(), json, it.getUntilMs());
            case LIST_OPENED ->
                new Fact.ListOpened(
                        it.getStep(), it.getItems().stream().map(Json::new).toList());
            case RESERVATION_ASKED -> new Fact.ReservationAsked(place, it.getAttempt(), it.getUntilMs());
            case ATTEMPT_STARTED ->
                new Fact.AttemptStarted(place, it.getAttempt(), it.getText(), json, it.getUntilMs());
            case ATTEMPT_SUCCEEDED -> new Fact.AttemptSucceeded(place, it.getAttempt(), json, spent(it.getSpent()));
            case ATTEMPT_FAILED ->
                new Fact.AttemptFailed(
                        place, it.getAttempt(), failure(it), aftermath(it), spent(it.getSpent()), it.getUntilMs());
            case ATTEMPT_SETTLED -> new Fact.AttemptSettled(place, it.getAttempt());
            case STEP_SUCCEEDED -> new Fact.StepSucceeded(it.getStep(), json);
            case STEP_FAILED -> new Fact.StepFailed(it.getStep(), failure(it));
            case STEP_SKIPPED -> new Fact.StepSkipped(it.getStep(), it.getText(), it.getBy());
            case STEP_RESET -> new Fact.StepReset(it.getStep(), it.getBy());
            case TURNED -> new Fact.Turned(it.getStep(), failure(it), ending(it), it.getUntilMs());
            case TURNED_BACK -> new Fact.TurnedBack(it.getStep());
            case COMPENSATION_STARTED -> new Fact.CompensationStarted(failure(it), it.getWaves());
            case UNDO_STARTED -> new Fact.UndoStarted(place, it.getAttempt(), json, it.getUntilMs());
            case UNDO_SUCCEEDED -> new Fact.UndoSucceeded(place, it.getAttempt(), spent(it.getSpent()));
            case UNDO_FAILED ->
                new Fact.UndoFailed(
                        place, it.getAttempt(), failure(it), aftermath(it), spent(it.getSpent()), it.getUntilMs());
            case UNDO_SKIPPED -> new Fact.UndoSkipped(it.getStep(), it.getBy());
            case ATTENTION_NEEDED -> new Fact.AttentionNeeded(it.getStep(), it.getText());
            case ATTENTION_GIVEN -> new Fact.AttentionGiven(it.getStep(), it.getBy(), it.getText());
            case ENDED -> new Fact.Ended(ending(it), json, it.getFailure() == null ? null : failure(it));
            case UNKNOWN -> throw new IllegalArgumentException("a fact that only a newer saga-engine knows");
        };
    }

    private static Fact started(SagaFact it, SagaOrigin origin, Json input) {
        return new Fact.Started(
                origin.getName(),
                origin.getVersion(),
                origin.getDefinitionHash(),
                input,
                it.getUntilMs(),
                origin.getTags(),
                requester(origin.getRequester()),
                parent(origin.getParent()));
    }

    private static SagaOrigin origin(SagaFact it) {
        SagaOrigin origin = it.getOrigin();
        if (origin == null) {
            throw new IllegalArgumentException(it.getKind() + " without an origin");
        }
        return origin;
    }

    private static Failure failure(SagaFact it) {
        SagaFailure found = it.getFailure();
        if (found == null) {
            throw new IllegalArgumentException(it.getKind() + " without a failure");
        }
        return new Failure(Failure.Kind.valueOf(found.getKind().name()), found.getDetail());
    }

    private static Aftermath aftermath(SagaFact it) {
        return Aftermath.valueOf(it.getAftermath().name());
    }

    private static Ending ending(SagaFact it) {
        return Ending.valueOf(it.getEnding().name());
    }

    private static Spent spent(@Nullable SagaSpent it) {
        return it == null
                ? Spent.NOTHING
                : new Spent(it.getAgentId(), it.getTokensIn(), it.getTokensOut(), it.getCostMicros());
    }

    private static SagaRequester wire(Requester it) {
        return new SagaRequester(it.topic(), it.partition(), it.key());
    }

    private static Requester requester(SagaRequester it) {
        return new Requester(it.getTopic(), it.getPartition(), it.getKey());
    }

    public static @Nullable SagaParent wire(Parent it) {
        return it.equals(Parent.NONE)
                ? null
                : new SagaParent(it.sagaId(), it.place().step(), it.place().item(), it.attempt(), it.depth());
    }

    public static Parent parent(@Nullable SagaParent it) {
        return it == null
                ? Parent.NONE
                : new Parent(it.getSagaId(), new Place(it.getStep(), it.getItem()), it.getAttempt(), it.getDepth());
    }
}
