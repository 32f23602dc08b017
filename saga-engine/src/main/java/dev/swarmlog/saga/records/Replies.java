package dev.swarmlog.saga.records;

import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/** What became of an attempt, as the router tells it. */
public final class Replies {
    private static final int DETAIL_CHARS_MAX = 300;

    private Replies() {}

    public static Trigger trigger(AttemptId id, Reply reply) {
        Spent spent = new Spent(
                reply.getAgentId(),
                reply.getUsage().getTokensIn(),
                reply.getUsage().getTokensOut(),
                reply.getUsage().getCostMicros());
        return switch (reply.getStatus()) {
            case COMPLETED, PARTIAL -> succeeded(id, reply, spent);
            case FAILED -> ended(id, new Failure(kind(reply), detail(reply.getError())), reply, spent);
            case REJECTED -> failed(id, new Failure(refusal(reply), detail(reply.getError())), reply, spent);
            case EXPIRED ->
                ended(
                        id,
                        new Failure(
                                Failure.Kind.TIMED_OUT,
                                reply.getError().isEmpty() ? "nobody did it in time" : detail(reply.getError())),
                        reply,
                        spent);
            case WITHDRAWN -> ended(id, new Failure(Failure.Kind.CANCELLED, detail(reply.getError())), reply, spent);
            case UNKNOWN ->
                failed(
                        id,
                        new Failure(Failure.Kind.RETRYABLE, "a reply that only a newer saga-engine knows"),
                        reply,
                        spent);
        };
    }

    private static Trigger succeeded(AttemptId id, Reply reply, Spent spent) {
        Json output = output(reply);
        String problem = JsonCheck.problem(output.text());
        return problem == null
                ? new Trigger.Succeeded(id.place(), id.undo(), id.attempt(), output, spent)
                : failed(
                        id,
                        new Failure(Failure.Kind.NON_RETRYABLE, detail("its answer is no JSON: " + problem)),
                        reply,
                        spent);
    }

    /** Whether it was done all the same an agent has said, or not. */
    private static Trigger ended(AttemptId id, Failure failure, Reply reply, Spent spent) {
        return new Trigger.Failed(
                id.place(), id.undo(), id.attempt(), failure, reply.getRetryAfterMs(), spent, reply.getInDoubt());
    }

    private static Trigger failed(AttemptId id, Failure failure, Reply reply, Spent spent) {
        return new Trigger.Failed(id.place(), id.undo(), id.attempt(), failure, reply.getRetryAfterMs(), spent);
    }

    /** Of several agents without a result that is one of them or made of them: the list of what those said who answered. */
    private static Json output(Reply reply) {
        boolean isOne = reply.getAnswers().isEmpty()
                || reply.getResult().hasRemaining()
                || !reply.getAgentId().isEmpty();
        return isOne
                ? value(reply.getResult(), reply.getContentType())
                : new Json(reply.getAnswers().stream()
                        .filter(answer -> answer.getStatus() == ReplyStatus.COMPLETED)
                        .map(answer -> value(answer.getResult(), answer.getContentType())
                                .text())
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** JSON as it is, text as a JSON string, anything else as a string in Base64. */
    private static Json value(ByteBuffer result, String type) {
        if (!result.hasRemaining()) {
            return Json.NULL;
        }
        if (type.isEmpty() || type.contains("json")) {
            return new Json(text(result));
        }
        return Json.string(
                type.startsWith("text/")
                        ? text(result)
                        : text(Base64.getEncoder().encode(result.duplicate())));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static Failure.Kind kind(Reply reply) {
        return switch (reply.getErrorClass()) {
            case NON_RETRYABLE -> Failure.Kind.NON_RETRYABLE;
            case RATE_LIMITED -> Failure.Kind.RATE_LIMITED;
            case RESOURCE_EXHAUSTED -> Failure.Kind.EXHAUSTED;
            case RETRYABLE, NONE, UNKNOWN -> Failure.Kind.RETRYABLE;
        };
    }

    /** The router would not take it: because of what it is, or because there was no room. */
    private static Failure.Kind refusal(Reply reply) {
        return switch (reply.getErrorClass()) {
            case NON_RETRYABLE, NONE, UNKNOWN -> Failure.Kind.REFUSED;
            case RETRYABLE -> Failure.Kind.RETRYABLE;
            case RATE_LIMITED -> Failure.Kind.RATE_LIMITED;
            case RESOURCE_EXHAUSTED -> Failure.Kind.EXHAUSTED;
        };
    }

    private static String detail(String error) {
        return error.length() <= DETAIL_CHARS_MAX ? error : error.substring(0, DETAIL_CHARS_MAX);
    }
}
