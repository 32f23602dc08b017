package dev.swarmlog.coordinator.core;

import java.util.ArrayDeque;
import java.util.Deque;

/** Mutable and thread-safe: a total that is looked at now and then, and how fast it grew over the last while. */
public final class Flow {
    /** What is known of a flow. */
    public record Reading(long total, double perSecond) {}

    private record Sample(long atMs, long total) {}

    private final long windowMs;
    private final Deque<Sample> samples = new ArrayDeque<>();

    public Flow(long windowMs) {
        this.windowMs = windowMs;
    }

    public synchronized void sampled(long atMs, long total) {
        boolean restarted = !samples.isEmpty() && (total < samples.getLast().total || atMs <= samples.getLast().atMs);
        if (restarted) {
            samples.clear();
        }
        samples.addLast(new Sample(atMs, total));
        // One sample older than the window stays, so that the window is covered whole.
        while (samples.size() > 2 && second().atMs <= atMs - windowMs) {
            samples.removeFirst();
        }
    }

    public synchronized Reading reading() {
        if (samples.isEmpty()) {
            return new Reading(0, 0);
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long spanMs = last.atMs - first.atMs;
        return new Reading(last.total, spanMs == 0 ? 0 : (last.total - first.total) * 1000.0 / spanMs);
    }

    private Sample second() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }
}
