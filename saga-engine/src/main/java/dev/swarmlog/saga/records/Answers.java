package dev.swarmlog.saga.records;

import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.runtime.wiring.OwnReply;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaParent;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What those are told who wanted something of a saga. */
public final class Answers {
    private Answers() {}

    public static Requester requester(SagaCommand command) {
        return command.getReplyTopic().isEmpty()
                ? Requester.NOBODY
                : new Requester(
                        command.getReplyTopic(),
                        command.getReplyPartition(),
                        command.getCorrelationKey().isEmpty() ? command.getSagaId() : command.getCorrelationKey());
    }

    /** How a saga ended, to one of those who wait for it; to its parent, what came of the attempt that it was or that undoes it. */
    public static Addressed<Reply> ended(Saga saga, Effect.Tell tell, Requester to, long nowMs) {
        boolean well = tell.ending() == (tell.undo() ? Ending.COMPENSATED : Ending.COMPLETED);
        Failure cause = tell.cause();
        Reply reply = new Reply(
                messageId(tell, to),
                well ? ReplyStatus.COMPLETED : ReplyStatus.FAILED,
                well ? ErrorClass.NONE : ErrorClass.NON_RETRYABLE,
                well ? "" : tell.ending() + (cause == null ? "" : ": " + cause.detail()),
                0L,
                tell.spent().agentId(),
                1,
                new Usage(
                        tell.spent().tokensIn(),
                        tell.spent().tokensOut(),
                        tell.spent().costMicros()),
                saga.startedMs(),
                nowMs,
                OwnReply.JSON,
                ByteBuffer.wrap(tell.output().text().getBytes(StandardCharsets.UTF_8)),
                List.of(),
                false);
        Parent parent = tell.parent();
        return new Addressed<>(
                to.topic(), to.partition(), parent.equals(Parent.NONE) ? to.key() : parent.sagaId(), reply);
    }

    /** The same to somebody who starts it once more. */
    public static Addressed<Reply> endedBefore(Saga saga, Phase.Ended end, Requester to, long nowMs) {
        Effect.Tell tell = new Effect.Tell(
                to,
                Parent.NONE,
                false,
                end.ending(),
                end.output(),
                end.cause(),
                saga.tally().spent());
        return ended(saga, tell, to, nowMs);
    }

    /** A parent is told which of its attempts this answers: the one that began it, or the one that undoes it. */
    private static String messageId(Effect.Tell tell, Requester to) {
        Parent parent = tell.parent();
        AttemptId began = parent.equals(Parent.NONE) ? null : AttemptId.parse(to.key());
        return began == null
                ? to.key()
                : new AttemptId(began.sagaId(), began.startedMs(), parent.place(), tell.undo(), parent.attempt())
                        .toString();
    }

    public static Addressed<Reply> done(SagaCommand command, long nowMs) {
        return addressed(command, ReplyStatus.COMPLETED, "", nowMs);
    }

    public static Addressed<Reply> refused(SagaCommand command, String why, long nowMs) {
        return addressed(command, ReplyStatus.REJECTED, why, nowMs);
    }

    private static Addressed<Reply> addressed(SagaCommand command, ReplyStatus status, String error, long nowMs) {
        String key = command.getCorrelationKey().isEmpty() ? command.getSagaId() : command.getCorrelationKey();
        SagaParent parent = command.getParent();
        Reply reply = OwnReply.of(key, status, error, "", command.getSentAtMs(), nowMs);
        return new Addressed<>(
                command.getReplyTopic(), command.getReplyPartition(), parent == null ? key : parent.getSagaId(), reply);
    }
}
