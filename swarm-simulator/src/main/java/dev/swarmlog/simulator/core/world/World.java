package dev.swarmlog.simulator.core.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread at a time: agents by the thousand, without a thread or a clock of their own. They are told of
 * deliveries and of time, and say what agents say. The same calls make the same words.
 */
public final class World<T> {
    static final double NANOS_PER_MS = 1e6;

    /** How long after its first new beat the platform may still act on an agent's silence. */
    private static final long AFTERMATH_NANOS = 2_000_000_000L;

    private final Habits habits;
    private final Voice<T> voice;
    private final List<Worker<T>> workers;
    private final List<@Nullable Queue<LongConsumer>> unsaid = new ArrayList<>();
    private final Agenda<T> agenda = new Agenda<>();
    private final long[] firstBeatAfter;
    private int there;

    /**
     * What all agents have in common.
     *
     * @param concurrency tasks that one works at at once
     * @param queueMax tasks that wait at one beside these; it declines what is more
     * @param memoryNanos for how long it knows what it answered, should it be asked again
     */
    public record Habits(int concurrency, int queueMax, long beatNanos, long memoryNanos) {
        public Habits {
            if (concurrency < 1 || queueMax < 0 || beatNanos < 1 || memoryNanos < 0) {
                throw new IllegalArgumentException("nobody has such habits: concurrency " + concurrency + ", queue "
                        + queueMax + ", a beat every " + beatNanos + " ns, a memory of " + memoryNanos + " ns");
            }
        }
    }

    public World(int agents, Habits habits, RandomGenerator random, Voice<T> voice) {
        this.habits = habits;
        this.voice = voice;
        this.workers = new ArrayList<>(agents);
        this.firstBeatAfter = new long[agents];
        for (int number = 0; number < agents; number++) {
            workers.add(new Worker<>(number, habits.memoryNanos));
            unsaid.add(null);
            // Beats of different agents are spread over the interval, as those of many machines are.
            firstBeatAfter[number] = habits.beatNanos - random.nextLong(habits.beatNanos);
        }
    }

    /** Agents there may be, whether or not they have joined. */
    public int size() {
        return workers.size();
    }

    /** How many have joined and did not leave, well or not. */
    public int there() {
        return there;
    }

    public void join(int agent, long epoch, long nowNanos) {
        Worker<T> worker = workers.get(agent);
        there += worker.epoch() == 0 ? 1 : 0;
        worker.begin(epoch);
        if (!worker.hasBeatAhead) {
            worker.hasBeatAhead = true;
            agenda.beat(worker, nowNanos + firstBeatAfter[agent]);
        }
        say(worker, () -> voice.joins(agent, epoch));
        beat(worker);
    }

    /** It leaves as one should: what it has not begun it gives back, what it is at is lost to it. */
    public void leave(int agent) {
        Worker<T> worker = workers.get(agent);
        if (worker.epoch() == 0) {
            return;
        }
        for (Worker.Job<T> job : worker.queued) {
            decline(worker, job.task);
        }
        long epoch = worker.epoch();
        say(worker, () -> voice.leaves(agent, epoch));
        worker.begin(0);
        there--;
    }

    /** A delivery has come to it. */
    public void deliver(int agent, Task<T> task, long nowNanos) {
        Worker<T> worker = workers.get(agent);
        if (worker.is(Ailment.CRASHED)) {
            return;
        }
        if (worker.is(Ailment.CUT_OFF)) {
            later(worker, healedNanos -> take(worker, task, healedNanos));
        } else {
            take(worker, task, nowNanos);
        }
    }

    private void take(Worker<T> worker, Task<T> task, long nowNanos) {
        if (task.epoch() != worker.epoch() || worker.held.containsKey(task.id())) {
            return;
        }
        Worker.Ended before = worker.answered(task.id());
        if (before != null) {
            answer(worker, task, before);
            return;
        }
        boolean hasPlace = worker.running() < habits.concurrency;
        // Who asks whether an agent works waits for a place, ahead of the work; no more than one at a time.
        boolean canWait = task.isCanary()
                ? worker.queued.isEmpty() || !worker.queued.getFirst().task.isCanary()
                : worker.queued.size() < habits.queueMax;
        if (!hasPlace && !canWait) {
            decline(worker, task);
            return;
        }
        Worker.Job<T> job = new Worker.Job<>(task, nowNanos);
        worker.held.put(task.id(), job);
        long endsNanos = Long.MAX_VALUE;
        if (hasPlace) {
            endsNanos = begin(worker, job, nowNanos);
        } else if (task.isCanary()) {
            worker.queued.addFirst(job);
        } else {
            worker.queued.addLast(job);
        }
        // Most work is over by then, and would be remembered for seconds for nothing.
        long renewalNanos = nowNanos + renewalNanos(task);
        if (task.leaseMs() > 0 && !task.isCanary() && renewalNanos < endsNanos) {
            agenda.add(worker, job, renewalNanos, Agenda.What.RENEWAL);
        }
    }

    private static <T> long renewalNanos(Task<T> task) {
        return (long) (task.leaseMs() / 3.0 * NANOS_PER_MS);
    }

    /** Tells when it will end. */
    private long begin(Worker<T> worker, Worker.Job<T> job, long nowNanos) {
        worker.begins(job, nowNanos);
        double ms = job.task.workMs() * (worker.is(Ailment.SLOW) ? worker.slowness : 1);
        long endsNanos = nowNanos + (long) (ms * NANOS_PER_MS);
        agenda.add(worker, job, endsNanos, Agenda.What.END);
        return endsNanos;
    }

    /** All that happens up to now happens, in the order of its time. */
    public void advance(long nowNanos) {
        for (Agenda.Due<T> due = agenda.due(nowNanos); due != null; due = agenda.due(nowNanos)) {
            Worker.Job<T> job = due.job();
            if (job == null) {
                beatAgain(due.worker(), due.atNanos(), nowNanos);
            } else if (due.worker().held.get(job.task.id()) == job) {
                // Else it has ended, or crashed since, and may have begun the same task anew.
                happen(due, job);
            }
        }
    }

    /** When something happens next by itself; {@link Long#MAX_VALUE} where nothing does. */
    public long nextNanos() {
        return agenda.nextNanos();
    }

    private void beatAgain(Worker<T> worker, long atNanos, long nowNanos) {
        if (worker.epoch() == 0) {
            worker.hasBeatAhead = false;
            return;
        }
        long missed = (nowNanos - atNanos) / habits.beatNanos;
        agenda.beat(worker, atNanos + (missed + 1) * habits.beatNanos);
        beat(worker);
    }

    private void happen(Agenda.Due<T> due, Worker.Job<T> job) {
        Worker<T> worker = due.worker();
        Task<T> task = job.task;
        if (worker.is(Ailment.HUNG)) {
            // It looks again when it is well.
            agenda.add(worker, job, due.atNanos() + habits.beatNanos, due.what());
        } else if (due.what() == Agenda.What.RENEWAL) {
            say(worker, () -> voice.goesOn(worker.number, task));
            agenda.add(worker, job, due.atNanos() + renewalNanos(task), Agenda.What.RENEWAL);
        } else {
            boolean fails = task.sort() == Task.Sort.DOOMED || worker.is(Ailment.LYING);
            Worker.Ended how = fails ? Worker.Ended.FAILED : Worker.Ended.COMPLETED;
            if (!fails && !task.isCanary()) {
                voice.does(worker.number, task, worker.isSound(job));
            }
            worker.ends(job, how, due.atNanos());
            answer(worker, task, how);
            Worker.Job<T> next = worker.queued.poll();
            if (next != null) {
                begin(worker, next, due.atNanos());
            }
        }
    }

    private void answer(Worker<T> worker, Task<T> task, Worker.Ended how) {
        for (int times = worker.is(Ailment.DOUBLING) ? 2 : 1; times > 0; times--) {
            say(
                    worker,
                    switch (how) {
                        case COMPLETED -> () -> voice.completes(worker.number, task);
                        case FAILED -> () -> voice.fails(worker.number, task);
                    });
        }
    }

    /** To decline a canary would be an answer. */
    private void decline(Worker<T> worker, Task<T> task) {
        if (!task.isCanary()) {
            say(worker, () -> voice.declines(worker.number, task));
        }
    }

    private void beat(Worker<T> worker) {
        if (!worker.is(Ailment.SILENT) && !worker.is(Ailment.CRASHED) && !worker.is(Ailment.CUT_OFF)) {
            voice.beats(worker.number, worker.beat());
        }
    }

    private void say(Worker<T> worker, Runnable words) {
        if (worker.is(Ailment.CUT_OFF)) {
            later(worker, healedNanos -> words.run());
        } else if (!worker.is(Ailment.CRASHED)) {
            words.run();
        }
    }

    private void later(Worker<T> worker, LongConsumer what) {
        Queue<LongConsumer> waiting = unsaid.get(worker.number);
        if (waiting == null) {
            waiting = new ArrayDeque<>();
            unsaid.set(worker.number, waiting);
        }
        waiting.add(what);
    }

    /**
     * Makes it ill. Who is so for several reasons is so until the last of them is gone.
     *
     * @param slowness how many times as long it takes if it is {@link Ailment#SLOW}
     */
    public void ail(int agent, Ailment ailment, double slowness) {
        Worker<T> worker = workers.get(agent);
        if (worker.ail(ailment) && ailment == Ailment.CRASHED) {
            worker.forget();
            unsaid.set(agent, null);
        }
        worker.slowness = ailment == Ailment.SLOW ? slowness : worker.slowness;
    }

    /**
     * Makes it well again.
     *
     * @param epoch of the start that follows a crash
     */
    public void heal(int agent, Ailment ailment, long epoch, long nowNanos) {
        Worker<T> worker = workers.get(agent);
        boolean well = worker.heal(ailment);
        if (!worker.isDisturbed()) {
            disturb(worker, nowNanos);
        }
        if (!well || worker.epoch() == 0) {
            return;
        }
        if (ailment == Ailment.CRASHED) {
            join(agent, epoch, nowNanos);
        } else if (ailment == Ailment.CUT_OFF) {
            Queue<LongConsumer> waiting = unsaid.set(agent, null);
            while (waiting != null && !waiting.isEmpty()) {
                waiting.remove().accept(nowNanos);
            }
        }
    }

    /** Everybody stood still until now, which the platform may have noticed. */
    public void stoodStill(long nowNanos) {
        for (Worker<T> worker : workers) {
            disturb(worker, nowNanos);
        }
    }

    private void disturb(Worker<T> worker, long nowNanos) {
        worker.disturbedUntilNanos =
                Math.max(worker.disturbedUntilNanos, nowNanos + habits.beatNanos + AFTERMATH_NANOS);
    }
}
