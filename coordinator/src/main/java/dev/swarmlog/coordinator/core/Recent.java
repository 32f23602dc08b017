package dev.swarmlog.coordinator.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Mutable and thread-safe: the newest of something, each with a number that rises. Who follows asks for what is new. */
public final class Recent<T> {
    /** One of them. */
    public record Numbered<T>(long number, T it) {}

    private final int max;
    private final Deque<Numbered<T>> all = new ArrayDeque<>();
    private long last;

    public Recent(int max) {
        this.max = max;
    }

    public synchronized void add(T one) {
        all.addLast(new Numbered<>(++last, one));
        if (all.size() > max) {
            all.removeFirst();
        }
    }

    /** The newest one's number; 0 for none. */
    public synchronized long last() {
        return last;
    }

    /** Those that came after the number, oldest first; 0 is for all. */
    public synchronized List<Numbered<T>> after(long number) {
        List<Numbered<T>> found = new ArrayList<>();
        var newestFirst = all.descendingIterator();
        while (newestFirst.hasNext()) {
            Numbered<T> next = newestFirst.next();
            if (next.number <= number) {
                break;
            }
            found.add(next);
        }
        return found.reversed();
    }
}
