package dev.swarmlog.saga.records;

import dev.swarmlog.agent.messages.Withdrawal;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.history.FactCodec;
import dev.swarmlog.schemas.MessageAttributes;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sagas of one task ask agents and other sagas to do.
 *
 * @param partition of the task, in which it hears what became of it
 */
public record Orders(Topics topics, int partition) {
    private static final Gather NO_GATHER = new Gather("", 0, 0, "", 0);

    /** The saga says itself when to try again; what a dying agent had, the router still gives to another. */
    private static final int ATTEMPTS = 1;

    private static final String LOSSES = "5";

    /** The router refuses what is further off; whoever waits longer is told that it took too long, and asks again. */
    private static final long DEADLINE_MS_MAX = 6L * 24 * 3_600_000;

    /** When an attempt's time is over the saga takes it back, and whoever works on it has so long to stop and say so. */
    private static final long TO_STOP_MS = 5_000;

    private static final String SOURCE = "swarmlog/saga-engine";

    public static AttemptId id(Saga saga, Place place, boolean undo, int attempt) {
        return new AttemptId(saga.id(), saga.startedMs(), place, undo, attempt);
    }

    public Message message(Saga saga, String step, Effect.Submit submit, long nowMs) {
        Action action = submit.action();
        return new Message(
                id(saga, submit.place(), submit.undo(), submit.attempt()).toString(),
                action.capability(),
                SOURCE,
                Map.of(
                        "saga.id",
                        saga.id(),
                        "saga.name",
                        saga.start().name(),
                        "saga.step",
                        step,
                        MessageAttributes.LOSSES,
                        LOSSES),
                new Routing(action.capability(), action.versionRange(), "", List.of(), "", "", "", true),
                Priority.NORMAL,
                nowMs,
                deadlineMs(submit.dueMs(), nowMs),
                topics.sagaReplies.name(),
                partition,
                saga.id(),
                "",
                ATTEMPTS,
                0,
                "application/json",
                ByteBuffer.wrap(submit.input().text().getBytes(StandardCharsets.UTF_8)),
                gather(submit.gather()),
                "");
    }

    private static long deadlineMs(long dueMs, long nowMs) {
        long furthestMs = nowMs + DEADLINE_MS_MAX;
        return dueMs == 0 ? furthestMs : Math.min(dueMs + TO_STOP_MS, furthestMs);
    }

    /** The answer to it is that to the message. */
    public Message withdrawal(Saga saga, Effect.Withdraw withdraw, long nowMs) {
        String id =
                id(saga, withdraw.place(), withdraw.undo(), withdraw.attempt()).toString();
        return new Withdrawal(id, withdraw.why()).unheard(SOURCE, nowMs, 0);
    }

    private static Gather gather(Work.@Nullable Gather it) {
        return it == null ? NO_GATHER : new Gather(it.mode(), it.fanOut(), it.quorum(), it.by(), it.windowMs());
    }

    public SagaCommand startChild(Saga saga, Effect.StartChild start, long nowMs) {
        Parent parent = start.parent();
        AttemptId id = id(saga, parent.place(), false, parent.attempt());
        String version = start.version();
        return command(SagaCommandKind.START, id, nowMs)
                .setName(start.name())
                .setVersion(version == null ? "" : version)
                .setJson(start.input().text())
                .setDeadlineMs(start.dueMs())
                .setParent(FactCodec.wire(parent))
                .setReplyTopic(topics.sagaReplies.name())
                .setReplyPartition(partition)
                .setCorrelationKey(id.toString())
                .build();
    }

    public SagaCommand cancelChild(Saga saga, Effect.CancelChild cancel, long nowMs) {
        return command(SagaCommandKind.CANCEL, id(saga, cancel.place(), false, cancel.attempt()), nowMs)
                .setReason(cancel.reason())
                .build();
    }

    public SagaCommand undoChild(Saga saga, Effect.UndoChild undo, long nowMs) {
        int depth = saga.start().parent().depth() + 1;
        return command(SagaCommandKind.UNDO, id(saga, undo.place(), false, undo.attempt()), nowMs)
                .setParent(FactCodec.wire(new Parent(saga.id(), undo.place(), undo.undo(), depth)))
                .setReplyTopic(topics.sagaReplies.name())
                .setReplyPartition(partition)
                .setCorrelationKey(id(saga, undo.place(), true, undo.undo()).toString())
                .build();
    }

    private static SagaCommand.Builder command(SagaCommandKind kind, AttemptId ofParent, long nowMs) {
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(ofParent.child())
                .setBy("saga " + ofParent.sagaId())
                .setSentAtMs(nowMs);
    }
}
