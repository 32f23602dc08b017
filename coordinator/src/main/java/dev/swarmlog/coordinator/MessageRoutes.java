package dev.swarmlog.coordinator;

import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.agent.messages.MessageFailure;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.wire.TraceHeaders;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * {@code POST /messages}: a message in JSON goes to the log like everybody else's. Without {@code ?wait} the answer is
 * 202 once the cluster has the message; with it, the reply, or what became of it instead as problem details.
 */
final class MessageRoutes implements RouteGroup {
    private static final List<String> TRACE_HEADERS = List.of("traceparent", "tracestate");

    private static final long WITHDRAW_MS = 10_000;
    private static final long WITHDRAW_MS_MAX = 300_000;

    /** For an answer about the deadline to arrive after the deadline. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private final Supplier<MessageClient> connection;
    private final CoordinatorConfig config;
    private final MeterRegistry meters;

    /** @param connection throws a {@link Problem} while there is none */
    MessageRoutes(Supplier<MessageClient> connection, CoordinatorConfig config, MeterRegistry meters) {
        this.connection = connection;
        this.config = config;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String what() {
        return "Work for agents: each message goes to the log, and a router finds the agent.";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/messages/{id}/withdraw",
                                "Takes a message back, and says what became of it",
                                this::withdraw)
                        .takes(Shape.object()
                                .with("reason", Shape.text(Limits.TEXT_CHARS_MAX), "Why; the agent is told")
                                .or(
                                        "withinMs",
                                        Shape.whole(1, WITHDRAW_MS_MAX),
                                        "How long to wait for the agent's word"))
                        .gives(CoordinatorCodec.REPLY),
                Route.post("/messages", "Submits a message", this::submit)
                        .query(
                                "wait",
                                Shape.text(20),
                                "Wait for the reply, for so many milliseconds; as `wait=` for as long as may be")
                        .takes(Submission.SHAPE)
                        .gives(CoordinatorCodec.REPLY)
                        .gives(202, Shape.object().with("messageId", Shape.text(), ""), "the cluster has the message"));
    }

    private void withdraw(Call call) {
        Duration within = Duration.ofMillis(call.body().path("withinMs").asLong(WITHDRAW_MS));
        var replied = Call.checked(() -> connection.get().withdraw(call.path("id"), call.field("reason"), within));
        Reply reply = answer(replied, within.plus(GRACE));
        if (reply.getStatus() == ReplyStatus.REJECTED) {
            throw problem(HttpStatus.NOT_FOUND, reply.getError());
        }
        call.json(CoordinatorCodec.json(reply));
    }

    private void submit(Call call) {
        Duration wait = call.has("wait") ? wait(call.text("wait")) : null;
        if (wait != null && call.body().path("untracked").asBoolean()) {
            throw Problem.bad("wait", "nobody answers an untracked message");
        }
        MessageDraft draft = Submission.of(call.body()).draft(wait);
        MessageClient client = connection.get();
        if (wait == null) {
            var accepted =
                    traceOf(call.http()).wrapSupplier(() -> client.send(draft)).get();
            Map<String, Object> answer = Map.of("messageId", answer(accepted, Duration.ofMillis(config.waitMsMax())));
            count("ACCEPTED");
            call.json(HttpStatus.ACCEPTED.getCode(), answer);
        } else {
            var replied = traceOf(call.http())
                    .wrapSupplier(() -> client.submit(draft))
                    .get();
            Reply reply = answer(replied, wait.plus(GRACE));
            count(reply.getStatus().name());
            tell(reply, call.http());
        }
    }

    /** The trace that the caller is in, so that the message's spans become part of it. */
    private static io.opentelemetry.context.Context traceOf(Context ctx) {
        Headers headers = new RecordHeaders();
        for (String name : TRACE_HEADERS) {
            String value = ctx.header(name);
            if (value != null) {
                headers.add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return TraceHeaders.extract(headers);
    }

    private Duration wait(String asked) {
        try {
            long ms = asked.isEmpty() ? config.waitMsMax() : Long.parseLong(asked);
            if (ms >= 1 && ms <= config.waitMsMax()) {
                return Duration.ofMillis(ms);
            }
        } catch (NumberFormatException e) {
            // Told with the others below.
        }
        throw Problem.bad("wait", "1 to " + config.waitMsMax() + " milliseconds are expected, not '" + asked + "'");
    }

    private <T> T answer(CompletableFuture<T> future, Duration patience) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            count("TIMED_OUT");
            throw problem(
                    HttpStatus.GATEWAY_TIMEOUT,
                    "no reply within " + patience.toMillis() + " ms; there may be one later");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MessageFailure failure) {
                count(failure.reason().name());
                throw problem(statusOf(failure.reason()), String.valueOf(failure.getMessage()));
            }
            throw new IllegalStateException("a submission failed in a way that it should not", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, "this instance is stopping");
        }
    }

    private static void tell(Reply reply, Context ctx) {
        HttpStatus status = statusOf(reply);
        if (status == HttpStatus.OK) {
            ctx.json(CoordinatorCodec.json(reply));
            return;
        }
        if (reply.getRetryAfterMs() > 0) {
            ctx.header(Header.RETRY_AFTER, String.valueOf((reply.getRetryAfterMs() + 999) / 1000));
        }
        throw problem(status, reply.getError()).with("reply", CoordinatorCodec.json(reply));
    }

    private static HttpStatus statusOf(Reply reply) {
        return switch (reply.getStatus()) {
            case COMPLETED, PARTIAL -> HttpStatus.OK;
            case EXPIRED -> HttpStatus.GATEWAY_TIMEOUT;
            case WITHDRAWN -> HttpStatus.CONFLICT;
            case FAILED, UNKNOWN -> isBusy(reply) ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY;
            case REJECTED -> isBusy(reply) ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static boolean isBusy(Reply reply) {
        return reply.getErrorClass() == ErrorClass.RATE_LIMITED
                || reply.getErrorClass() == ErrorClass.RESOURCE_EXHAUSTED;
    }

    private static HttpStatus statusOf(MessageFailure.Reason reason) {
        return switch (reason) {
            case TIMED_OUT -> HttpStatus.GATEWAY_TIMEOUT;
            case TOO_MANY_IN_FLIGHT, NOT_ACCEPTED, CLOSED -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private void count(String outcome) {
        meters.counter("swarmlog.coordinator.submissions", "outcome", outcome).increment();
    }

    private static Problem problem(HttpStatus status, String detail) {
        return new Problem(status.getCode(), detail);
    }
}
