package dev.swarmlog.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What has been started so far; closed in the reverse order, all of it, whatever one of them throws. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <P extends AutoCloseable> P add(P part) {
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!started.isEmpty()) {
            first = closeNext(first);
        }
        if (first != null) {
            throw first;
        }
    }

    private @Nullable RuntimeException closeNext(@Nullable RuntimeException before) {
        try {
            started.pop().close();
            return before;
        } catch (Exception e) {
            RuntimeException failure =
                    e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
            if (before == null) {
                return failure;
            }
            before.addSuppressed(failure);
            return before;
        }
    }
}
