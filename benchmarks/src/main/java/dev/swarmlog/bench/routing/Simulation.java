package dev.swarmlog.bench.routing;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Mutable: messages that arrive at random, agents that work on some at once and keep the rest in line, and a placement in
 * between, event by event. Messages that nobody has room for wait in one line, in order.
 */
final class Simulation {
    private static final double LOOK_AROUND_MS = 50;
    private static final int MICROS = 1_000;

    private final Scenario scenario;
    private final Placement placement;
    private final SplittableRandom arrivals;
    private final SplittableRandom walks;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Worker[] workers;
    private final ArrayDeque<Job> waiting = new ArrayDeque<>();
    private final Histogram latency = new Histogram(3_600_000_000L, 3);
    private final Histogram wait = new Histogram(3_600_000_000L, 3);
    private double nowMs;
    private long order;
    private int arrived;
    private int completed;
    private int messages;

    /** What was found. To wait is to take longer than alone at full speed. */
    record Result(double p50Ms, double p99Ms, double meanWaitMs, double p99WaitMs) {}

    /** A message. It is done when its agent has done as much for each of its messages as this one's end says. */
    private static final class Job implements Comparable<Job> {
        final double arrivedMs;
        final double work;
        final boolean counts;
        double sentMs;
        double end;

        Job(double arrivedMs, double work, boolean counts) {
            this.arrivedMs = arrivedMs;
            this.work = work;
            this.counts = counts;
        }

        @Override
        public int compareTo(Job other) {
            return Double.compare(end, other.end);
        }
    }

    private record Event(double atMs, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final class Worker {
        final int number;
        final PriorityQueue<Job> running = new PriorityQueue<>();
        final ArrayDeque<Job> line = new ArrayDeque<>();
        int level;
        double done;
        double doneAtMs;
        int plan;

        Worker(int number) {
            this.number = number;
            this.level = walks.nextInt(scenario.speeds().size());
        }

        int load() {
            return running.size() + line.size();
        }

        void take(Job job) {
            advance();
            if (running.size() < scenario.crew().concurrency()) {
                begin(job);
            } else {
                line.add(job);
            }
            plan();
        }

        /** One level up or down; what runs goes on at the new speed. */
        void walk() {
            advance();
            int last = scenario.speeds().size() - 1;
            level = level == 0 ? 1 : level == last ? last - 1 : level + (walks.nextBoolean() ? 1 : -1);
            plan();
            at(nowMs + Scenario.exponential(scenario.dwellMs(), walks), this::walk);
        }

        private void begin(Job job) {
            job.end = done + job.work;
            running.add(job);
        }

        private double rate() {
            return scenario.speeds().get(level) * Math.min(1, scenario.crew().cores() / (double) running.size());
        }

        private void advance() {
            if (!running.isEmpty()) {
                done += (nowMs - doneAtMs) * rate();
            }
            doneAtMs = nowMs;
        }

        private void plan() {
            int current = ++plan;
            Job next = running.peek();
            if (next != null) {
                at(nowMs + Math.max(0, next.end - done) / rate(), () -> {
                    if (current == plan) {
                        end();
                    }
                });
            }
        }

        private void end() {
            advance();
            Job job = running.remove();
            Job next = line.poll();
            if (next != null) {
                begin(next);
            }
            plan();
            completed(number, job);
        }
    }

    Simulation(Scenario scenario, Placement placement, long seed) {
        this.scenario = scenario;
        this.placement = placement;
        SplittableRandom root = new SplittableRandom(seed);
        arrivals = root.split();
        walks = root.split();
        workers = new Worker[scenario.crew().size()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i);
        }
        placement.watch(agent -> workers[agent].load());
    }

    /** With so many messages, of which the first tenth is not counted. */
    Result run(int count) {
        messages = count;
        if (scenario.speeds().size() > 1) {
            for (Worker worker : workers) {
                at(Scenario.exponential(scenario.dwellMs(), walks), worker::walk);
            }
        }
        at(0, this::arrive);
        at(LOOK_AROUND_MS, this::lookAround);
        while (completed < messages) {
            Event next = events.remove();
            nowMs = next.atMs();
            next.what().run();
        }
        return new Result(
                latency.getValueAtPercentile(50) / (double) MICROS,
                latency.getValueAtPercentile(99) / (double) MICROS,
                wait.getMean() / MICROS,
                wait.getValueAtPercentile(99) / (double) MICROS);
    }

    private void arrive() {
        Job job = new Job(nowMs, Scenario.work(arrivals), arrived >= messages / 10);
        arrived++;
        waiting.add(job);
        placeWaiting();
        if (arrived < messages) {
            at(nowMs + Scenario.exponential(scenario.arrivalEveryMs(), arrivals), this::arrive);
        }
    }

    private void placeWaiting() {
        while (!waiting.isEmpty()) {
            int agent = placement.place(Long.toHexString(arrived), nowMs);
            if (agent == Placement.NOBODY) {
                return;
            }
            Job job = waiting.remove();
            job.sentMs = nowMs;
            workers[agent].take(job);
        }
    }

    private void completed(int agent, Job job) {
        completed++;
        if (job.counts) {
            latency.recordValue(Math.round((nowMs - job.arrivedMs) * MICROS));
            wait.recordValue(Math.max(0, Math.round((nowMs - job.arrivedMs - job.work) * MICROS)));
        }
        placement.returned(agent, job.sentMs, true, nowMs);
        placeWaiting();
    }

    private void lookAround() {
        placement.lookAround(nowMs);
        placeWaiting();
        at(nowMs + LOOK_AROUND_MS, this::lookAround);
    }

    private void at(double atMs, Runnable what) {
        events.add(new Event(atMs, order++, what));
    }
}
