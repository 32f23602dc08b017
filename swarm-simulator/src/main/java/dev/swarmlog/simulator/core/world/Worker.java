package dev.swarmlog.simulator.core.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mutable: one agent. What it does by itself stands here, what time does to it in {@link World}. */
final class Worker<T> {
    private static final int REMEMBERED_MAX = 1_024;

    final int number;
    final Deque<Job<T>> queued = new ArrayDeque<>(0);
    /** What it has, waiting or not, by the ids. */
    final Map<String, Job<T>> held = new LinkedHashMap<>(4);

    double slowness = 1;
    boolean hasBeatAhead;
    /** Up to when the platform may still act on that it was ill. */
    long disturbedUntilNanos = Long.MIN_VALUE;

    private final Map<Ailment, Integer> reasons = new EnumMap<>(Ailment.class);
    private final long memoryNanos;
    private final Map<String, Answer> answered = new LinkedHashMap<>(8);
    private int disturbances;
    private int running;
    private long epoch;
    private long sequence;
    private long completed;
    private long failed;
    private double workedMs;
    private int worked;

    /** A task that it has. Identity says which: the same task may begin anew after a crash. */
    static final class Job<T> {
        final Task<T> task;
        final long takenNanos;
        long beganNanos;

        Job(Task<T> task, long takenNanos) {
            this.task = task;
            this.takenNanos = takenNanos;
        }
    }

    /** How a task ended that it remembers. */
    enum Ended {
        COMPLETED,
        FAILED
    }

    private record Answer(Ended how, long atNanos) {}

    Worker(int number, long memoryNanos) {
        this.number = number;
        this.memoryNanos = memoryNanos;
    }

    boolean is(Ailment ailment) {
        return reasons.getOrDefault(ailment, 0) > 0;
    }

    /** True where it was not so before. */
    boolean ail(Ailment ailment) {
        disturbances += ailment.disturbs() ? 1 : 0;
        return reasons.merge(ailment, 1, Integer::sum) == 1;
    }

    /** True where no reason for it is left. */
    boolean heal(Ailment ailment) {
        if (!is(ailment)) {
            return false;
        }
        disturbances -= ailment.disturbs() ? 1 : 0;
        return reasons.merge(ailment, -1, Integer::sum) == 0;
    }

    boolean isSound(Job<T> job) {
        return disturbances == 0 && job.takenNanos > disturbedUntilNanos;
    }

    boolean isDisturbed() {
        return disturbances > 0;
    }

    long epoch() {
        return epoch;
    }

    int running() {
        return running;
    }

    /** A start: nothing of what was before is left. */
    void begin(long newEpoch) {
        epoch = newEpoch;
        sequence = 0;
        completed = 0;
        failed = 0;
        forget();
    }

    void forget() {
        queued.clear();
        held.clear();
        answered.clear();
        running = 0;
        workedMs = 0;
        worked = 0;
    }

    @Nullable
    Ended answered(String taskId) {
        Answer before = answered.get(taskId);
        return before == null ? null : before.how;
    }

    void begins(Job<T> job, long nowNanos) {
        job.beganNanos = nowNanos;
        running++;
    }

    void ends(Job<T> job, Ended how, long nowNanos) {
        held.remove(job.task.id());
        running--;
        if (job.task.isCanary()) {
            return;
        }
        if (how == Ended.COMPLETED) {
            completed++;
        } else {
            failed++;
        }
        workedMs += (nowNanos - job.beganNanos) / World.NANOS_PER_MS;
        worked++;
        if (job.task.leaseMs() > 0) {
            answered.put(job.task.id(), new Answer(how, nowNanos));
            forgetBefore(nowNanos - memoryNanos);
        }
    }

    /** The last answer always stays. Ten thousand agents that remember a thousand ids each hold a gigabyte. */
    private void forgetBefore(long nanos) {
        Iterator<Answer> oldest = answered.values().iterator();
        while (oldest.next().atNanos < nanos || answered.size() > REMEMBERED_MAX) {
            oldest.remove();
        }
    }

    Voice.Beat beat() {
        float mean = worked == 0 ? -1 : (float) (workedMs / worked);
        workedMs = 0;
        worked = 0;
        sequence++;
        return is(Ailment.LYING)
                ? new Voice.Beat(epoch, sequence, 0, 0, completed + failed, 0, mean < 0 ? -1 : 1)
                : new Voice.Beat(epoch, sequence, running, queued.size(), completed, failed, mean);
    }
}
