package dev.swarmlog.agent.messages;

import dev.swarmlog.agent.messages.MessageFailure.Reason;
import dev.swarmlog.v1.Reply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who waits for which reply, and until when. Thread-safe; the first reply to a message is the only one. */
final class PendingReplies {
    private final Map<String, Pending> byKey = new ConcurrentHashMap<>();

    /** One awaited reply. */
    static final class Pending {
        final CompletableFuture<Reply> future = new CompletableFuture<>();
        private final long submittedAtMs;
        private final long giveUpAtMs;
        private volatile boolean accepted;

        Pending(long submittedAtMs, long giveUpAtMs) {
            this.submittedAtMs = submittedAtMs;
            this.giveUpAtMs = giveUpAtMs;
        }

        void accepted() {
            accepted = true;
        }

        private MessageFailure timedOut(String key) {
            String what = accepted ? "was accepted but not answered" : "was not even accepted by the cluster";
            return new MessageFailure(
                    Reason.TIMED_OUT,
                    "message " + key + " " + what + " within " + (giveUpAtMs - submittedAtMs) + " ms",
                    null);
        }
    }

    /** Waits under this key, unless somebody does already: then that one is returned. */
    @Nullable
    Pending waitUnder(String key, Pending pending) {
        return byKey.putIfAbsent(key, pending);
    }

    boolean isAwaited(@Nullable String key) {
        return key != null && byKey.containsKey(key);
    }

    /** Hands out the reply; false when nobody waits for it any more. */
    boolean answer(String key, Reply reply) {
        Pending pending = byKey.remove(key);
        return pending != null && pending.future.complete(reply);
    }

    boolean fail(String key, MessageFailure failure) {
        Pending pending = byKey.remove(key);
        return pending != null && pending.future.completeExceptionally(failure);
    }

    void forget(String key, Pending pending) {
        byKey.remove(key, pending);
    }

    /** Gives up on all that waited too long. */
    void expire(long nowMs) {
        byKey.forEach((key, pending) -> {
            if (nowMs >= pending.giveUpAtMs) {
                fail(key, pending.timedOut(key));
            }
        });
    }

    void failAll(MessageFailure failure) {
        byKey.keySet().forEach(key -> fail(key, failure));
    }

    int size() {
        return byKey.size();
    }
}
