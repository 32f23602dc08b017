package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Effect;
import dev.swarmlog.coordinator.budget.core.Effect.Verdict;
import dev.swarmlog.coordinator.budget.core.Request;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Avro to requests, and answers to Avro. */
final class BudgetCodec {
    private BudgetCodec() {}

    /** Null where only a newer coordinator knows what is wanted. */
    static @Nullable Request request(BudgetCommand it, @Nullable Definition definition) {
        Requester requester = requester(it);
        return switch (it.getKind()) {
            case SET -> definition == null ? null : new Request.Define(definition, it.getBy(), requester);
            case REMOVE -> new Request.Remove(it.getBy(), requester);
            case RESERVE ->
                new Request.Reserve(
                        it.getReservationId(),
                        it.getPath(),
                        amounts(it.getAmounts()),
                        it.getDepth(),
                        it.getAgentId(),
                        it.getModel(),
                        Math.max(0, it.getHoldMs()),
                        requester);
            case SETTLE ->
                new Request.Settle(
                        it.getReservationId(),
                        used(it),
                        it.getTokensIn(),
                        it.getTokensOut(),
                        it.getUnheard(),
                        it.getAgentId(),
                        it.getModel(),
                        requester);
            case RELEASE -> new Request.Release(it.getReservationId(), requester);
            case APPROVE -> new Request.Answer(it.getReservationId(), true, it.getBy(), it.getReason(), requester);
            case REFUSE -> new Request.Answer(it.getReservationId(), false, it.getBy(), it.getReason(), requester);
            case UNKNOWN -> null;
        };
    }

    private static Amounts used(BudgetCommand it) {
        Amounts used = amounts(it.getAmounts());
        boolean isInParts = used.tokens() == 0 && (it.getTokensIn() > 0 || it.getTokensOut() > 0);
        return isInParts
                ? new Amounts(it.getTokensIn() + it.getTokensOut(), used.costMicros(), used.calls(), used.wallMs())
                : used;
    }

    static Requester requester(BudgetCommand it) {
        String key = it.getCorrelationKey().isEmpty() ? it.getReservationId() : it.getCorrelationKey();
        return it.getReplyTopic().isEmpty()
                ? Requester.NOBODY
                : new Requester(it.getReplyTopic(), it.getReplyPartition(), key);
    }

    static Amounts amounts(BudgetAmounts it) {
        return new Amounts(it.getTokens(), it.getCostMicros(), it.getCalls(), it.getWallMs());
    }

    static BudgetAmounts wire(Amounts it) {
        return new BudgetAmounts(it.tokens(), it.costMicros(), it.calls(), it.wallMs());
    }

    /** As {@link #wire}, but negative where there is no limit. */
    static BudgetAmounts limit(Amounts it) {
        return new BudgetAmounts(limit(it.tokens()), limit(it.costMicros()), limit(it.calls()), limit(it.wallMs()));
    }

    private static long limit(long amount) {
        return amount >= Amounts.UNLIMITED ? -1 : amount;
    }

    static Reply reply(Effect.Answer answer, long nowMs) {
        boolean isRefusal = answer.verdict() == Verdict.REFUSED || answer.verdict() == Verdict.REJECTED;
        ReplyStatus status = isRefusal
                ? ReplyStatus.REJECTED
                : answer.verdict() == Verdict.ASKED ? ReplyStatus.PARTIAL : ReplyStatus.COMPLETED;
        ErrorClass error = switch (answer.verdict()) {
            case REFUSED -> ErrorClass.RESOURCE_EXHAUSTED;
            case REJECTED -> ErrorClass.NON_RETRYABLE;
            case GRANTED, DEGRADED, HANDED_OFF, ASKED, DONE -> ErrorClass.NONE;
        };
        return Reply.newBuilder()
                .setMessageId(answer.id().isEmpty() ? answer.to().key() : answer.id())
                .setStatus(status)
                .setErrorClass(error)
                .setError(answer.why())
                .setSubmittedAtMs(nowMs)
                .setRepliedAtMs(nowMs)
                .setResult(ByteBuffer.wrap(json(answer).getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** What a budget says in the result of its reply; docs/budgets.md. Names of capabilities were checked when they were set. */
    private static String json(Effect.Answer it) {
        StringBuilder text = new StringBuilder(160)
                .append("{\"verdict\":\"")
                .append(it.verdict())
                .append('"');
        if (!it.capability().isEmpty()) {
            text.append(",\"capability\":\"").append(it.capability()).append('"');
        }
        Amounts amounts = it.amounts();
        if (!amounts.equals(Amounts.NONE)) {
            text.append(",\"tokens\":").append(amounts.tokens());
            text.append(",\"costMicros\":").append(amounts.costMicros());
            text.append(",\"calls\":").append(amounts.calls());
            text.append(",\"wallMs\":").append(amounts.wallMs());
        }
        if (it.untilMs() > 0) {
            text.append(",\"untilMs\":").append(it.untilMs());
        }
        return text.append('}').toString();
    }
}
