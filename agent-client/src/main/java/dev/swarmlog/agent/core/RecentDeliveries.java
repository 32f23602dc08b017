package dev.swarmlog.agent.core;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to the deliveries of late, so that a repetition is answered alike and not worked on again.
 * Mutable and thread-safe. Bounded by number and by bytes; the oldest answer is forgotten first, since a router that
 * repeats itself repeats what is young.
 */
public final class RecentDeliveries<K, A> {
    private final int answersMax;
    private final long bytesMax;
    private final Map<K, A> answers = new HashMap<>();
    private final ArrayDeque<Remembered<K>> oldestFirst = new ArrayDeque<>();
    private long bytes;

    private record Remembered<K>(K delivery, long bytes) {}

    public RecentDeliveries(int answersMax, long bytesMax) {
        this.answersMax = answersMax;
        this.bytesMax = bytesMax;
    }

    /** Keeps the first answer to a delivery; later ones do not count. */
    public synchronized void remember(K delivery, A answer, long weighingBytes) {
        if (answers.putIfAbsent(delivery, answer) != null) {
            return;
        }
        oldestFirst.add(new Remembered<>(delivery, weighingBytes));
        bytes += weighingBytes;
        while (answers.size() > answersMax || bytes > bytesMax) {
            Remembered<K> oldest = oldestFirst.remove();
            answers.remove(oldest.delivery());
            bytes -= oldest.bytes();
        }
    }

    public synchronized @Nullable A recall(K delivery) {
        return answers.get(delivery);
    }

    public synchronized int size() {
        return answers.size();
    }
}
