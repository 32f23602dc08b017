package dev.swarmlog.schemas.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: asks once what many want to know at once, keeps the newest answers for good, keeps a no for a short time
 * and a failure not at all.
 */
final class AnswerCache<K, V> {
    private final int answersMax;
    private final long unknownNanos;
    private final Function<K, V> ask;
    private final Map<K, Answer<V>> answers = new LinkedHashMap<>(16, 0.75f, true);

    AnswerCache(int answersMax, RegistryTimes times, Function<K, V> ask) {
        this.answersMax = answersMax;
        this.unknownNanos = times.unknown().toNanos();
        this.ask = ask;
    }

    V get(K key) {
        Answer<V> answer;
        boolean mine = false;
        synchronized (answers) {
            answer = answers.get(key);
            if (answer == null || answer.isStale()) {
                mine = true;
                answer = new Answer<>(() -> ask.apply(key));
                put(key, answer);
            }
        }
        if (mine) {
            answer.run();
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failed(key, answer, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException(
                    SchemaRegistryException.Kind.UNREACHABLE, "interrupted while waiting for the schema registry", e);
        }
    }

    void put(K key, V known) {
        Answer<V> answer = new Answer<>(() -> known);
        answer.run();
        synchronized (answers) {
            put(key, answer);
        }
    }

    private void put(K key, Answer<V> answer) {
        answers.put(key, answer);
        if (answers.size() > answersMax) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    private RuntimeException failed(K key, Answer<V> answer, ExecutionException e) {
        if (e.getCause() instanceof SchemaRegistryException no) {
            if (no.kind() == SchemaRegistryException.Kind.NOT_REGISTERED) {
                answer.staleAtNanos(System.nanoTime() + unknownNanos);
                return no;
            }
            forget(key, answer);
            return no;
        }
        forget(key, answer);
        return new IllegalStateException("asking the schema registry failed", e);
    }

    private void forget(K key, Answer<V> answer) {
        synchronized (answers) {
            answers.remove(key, answer);
        }
    }

    private static final class Answer<V> extends FutureTask<V> {
        private volatile @Nullable Long staleAtNanos;

        Answer(Callable<V> ask) {
            super(ask);
        }

        void staleAtNanos(long at) {
            if (staleAtNanos == null) {
                staleAtNanos = at;
            }
        }

        boolean isStale() {
            Long at = staleAtNanos;
            return at != null && System.nanoTime() - at >= 0;
        }
    }
}
