package dev.swarmlog.saga.records;

import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Reserve;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.json.JsonValues;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sagas of one task ask of budgets, and what these answer.
 *
 * @param partition of the task, in which it hears the answers
 */
public record Reservations(Topics topics, int partition) {
    /** Behind the id of the attempt; no attempt's own id ends so. */
    private static final String SUFFIX = "/b";

    private static final long CALL = 1;

    /** A saga settles whatever becomes of it, if late; what has no time of its own stands as long as budgets let it. */
    private static final long LATE_MS = 600_000;

    private static final long EVER_MS = 7L * 24 * 3_600_000;

    public static boolean isAnswer(String messageId) {
        return messageId.endsWith(SUFFIX);
    }

    /** The id of the attempt that an answer is about. */
    public static String attempt(String messageId) {
        return messageId.substring(0, messageId.length() - SUFFIX.length());
    }

    public BudgetCommand reserve(Saga saga, Effect.Reserve it, long nowMs) {
        Reserve what = it.what();
        return command(BudgetCommandKind.RESERVE, saga, it.place(), it.attempt(), what, nowMs)
                .setPath(what.budget() + "/" + saga.id().replace('/', '_'))
                .setAmounts(new BudgetAmounts(what.tokens(), what.costMicros(), CALL, 0L))
                .setHoldMs(it.timeoutMs() == 0 ? EVER_MS : Math.min(EVER_MS, it.timeoutMs() + LATE_MS))
                .setDepth(saga.start().parent().depth())
                .setReplyTopic(topics.sagaReplies.name())
                .setReplyPartition(partition)
                .setCorrelationKey(saga.id())
                .build();
    }

    public BudgetCommand settle(Saga saga, Effect.Settle it, long nowMs) {
        BudgetCommandKind kind =
                it.use() == Effect.Settle.Use.NOTHING ? BudgetCommandKind.RELEASE : BudgetCommandKind.SETTLE;
        Spent spent = it.spent();
        return command(kind, saga, it.place(), it.attempt(), it.what(), nowMs)
                .setUnheard(it.use() == Effect.Settle.Use.UNKNOWN)
                .setAmounts(
                        new BudgetAmounts(spent.tokensIn() + spent.tokensOut(), spent.costMicros(), CALL, it.wallMs()))
                .setTokensIn(spent.tokensIn())
                .setTokensOut(spent.tokensOut())
                .setAgentId(spent.agentId())
                .build();
    }

    private static BudgetCommand.Builder command(
            BudgetCommandKind kind, Saga saga, Place place, int attempt, Reserve what, long nowMs) {
        int end = what.budget().indexOf('/');
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget(end < 0 ? what.budget() : what.budget().substring(0, end))
                .setReservationId(Orders.id(saga, place, false, attempt) + SUFFIX)
                .setModel(what.model())
                .setBy("saga " + saga.start().name())
                .setSentAtMs(nowMs);
    }

    /** A person is asked, it may begin, or it may not. */
    public static Trigger trigger(AttemptId id, Reply reply) {
        if (reply.getStatus() == ReplyStatus.COMPLETED || reply.getStatus() == ReplyStatus.PARTIAL) {
            Map<?, ?> said = said(reply);
            return reply.getStatus() == ReplyStatus.COMPLETED
                    ? new Trigger.Granted(id.place(), id.attempt(), text(said.get("capability")))
                    : new Trigger.Held(id.place(), id.attempt(), number(said.get("untilMs")));
        }
        String why = reply.getError().isEmpty() ? "the budget refused it" : reply.getError();
        Failure failure = new Failure(Failure.Kind.OVER_BUDGET, why);
        return new Trigger.Failed(id.place(), false, id.attempt(), failure, 0, Spent.NOTHING);
    }

    private static Map<?, ?> said(Reply reply) {
        try {
            String json =
                    StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
            return JsonValues.read(json) instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
