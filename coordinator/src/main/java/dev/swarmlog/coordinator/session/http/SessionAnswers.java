package dev.swarmlog.coordinator.session.http;

import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import io.javalin.http.HttpStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A reply, or the problem that it is over HTTP. */
final class SessionAnswers {
    private SessionAnswers() {}

    static SessionReply of(CompletableFuture<SessionReply> asked) {
        try {
            SessionReply reply = asked.get();
            if (reply.getRefusal() == SessionRefusal.NONE) {
                return reply;
            }
            throw new Problem(statusOf(reply.getRefusal()).getCode(), reply.getDetail())
                    .with("refusal", reply.getRefusal().name())
                    .with("number", reply.getNumber())
                    .with("state", reply.getState().name());
        } catch (ExecutionException e) {
            throw new Problem(
                    HttpStatus.GATEWAY_TIMEOUT.getCode(), "no answer; the command may be obeyed all the same");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "this instance is stopping");
        }
    }

    private static HttpStatus statusOf(SessionRefusal refusal) {
        return switch (refusal) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case NO_SESSION, NO_PHASE, NO_CHANNEL, NO_ROLE -> HttpStatus.NOT_FOUND;
            case NOT_JOINED -> HttpStatus.FORBIDDEN;
            case EXISTS, STARTED, NOT_OPEN, CONFLICT, HELD, STALE, CLOSED, ENDED -> HttpStatus.CONFLICT;
            case FULL, BUSY -> HttpStatus.TOO_MANY_REQUESTS;
            case LAPSED -> HttpStatus.GATEWAY_TIMEOUT;
            case UNKNOWN, NONE -> HttpStatus.BAD_GATEWAY;
        };
    }
}
