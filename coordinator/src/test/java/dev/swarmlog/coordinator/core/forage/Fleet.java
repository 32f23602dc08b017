package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Mutable: agents by ways, each with queues of its own, and a hunt that they work for; all of it in simulated time. */
final class Fleet {
    /** The router's word where nobody took a load until its deadline. */
    static final long DEADLINE_MS = 24_000;

    static final long PATIENCE_MS = 30_000;

    private static final int STEP_MS = 10;

    private final Way[] ways;
    private final HuntRule rule;
    private final Chance chance;
    private final PriorityQueue<Answer> underWay = new PriorityQueue<>();
    private Hunt hunt;

    final Map<String, Integer> done = new HashMap<>();
    final Set<String> aside = new HashSet<>();
    final int[] sent;
    long nowMs = 1_000_000;
    private final long beganMs = nowMs;

    /** Mutable: agents who are alike. */
    static final class Way {
        boolean alive = true;
        int agents = 66;
        double loadMs = 300;
        final List<Long> freeMs = new ArrayList<>();
    }

    private record Answer(int way, long atMs, long number, int item, int attempt, Hunt.Word word)
            implements Comparable<Answer> {
        @Override
        public int compareTo(Answer other) {
            return Long.compare(atMs, other.atMs);
        }
    }

    Fleet(int count, int outMax, long seed) {
        ways = new Way[count];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ways[i] = new Way();
            names.add("way-" + i);
        }
        sent = new int[count];
        rule = new HuntRule(names, outMax, 3, 0.1, 0.005, 1, PATIENCE_MS);
        chance = Chance.of(seed, 1);
        hunt = Hunt.begin(rule, Chance.of(seed, 0));
    }

    Way way(int which) {
        return ways[which];
    }

    Hunt hunt() {
        return hunt;
    }

    long count(String name) {
        return hunt.counts().getOrDefault(name, -1L);
    }

    void feed(int loads, int items) {
        for (int load = 0; load < loads; load++) {
            hunt.feed(load, items, load == loads - 1);
        }
    }

    long tookMs() {
        return nowMs - beganMs;
    }

    /** The hunt as it is written down and read again. */
    void restart() {
        StateWriter to = new StateWriter();
        hunt.write(to);
        StateReader from = new StateReader(ByteBuffer.wrap(to.written()));
        hunt = Hunt.read(rule, from);
        if (!from.atEnd()) {
            throw new AssertionError("there is more than a hunt");
        }
    }

    void runUntil(double share) {
        while (!hunt.isFinished() && 1 - hunt.measure() < share) {
            step();
        }
    }

    void run(long ms) {
        for (long until = nowMs + ms; nowMs < until; ) {
            step();
        }
    }

    private void step() {
        nowMs += STEP_MS;
        while (!underWay.isEmpty() && underWay.peek().atMs <= nowMs) {
            Answer answer = underWay.remove();
            settle(answer.number, answer.item, answer.attempt, answer.word);
        }
        for (Hunt.Order given : hunt.watch(nowMs)) {
            settle(given.load().number(), given.load().item(), given.attempt(), Hunt.Word.NONE);
        }
        for (Hunt.Order order = hunt.send(nowMs); order != null; order = hunt.send(nowMs)) {
            carry(order);
        }
    }

    private void settle(long number, int item, int attempt, Hunt.Word word) {
        switch (hunt.cameBack(number, item, attempt, word, nowMs)) {
            case Hunt.Done(Load load) -> done.merge(number + "/" + item, load.items(), Integer::sum);
            case Hunt.Aside aside -> this.aside.add(number + "/" + item);
            case Hunt.Again again -> {}
            case Hunt.Unknown unknown -> {}
        }
    }

    /** To whoever of them is free first. Who is killed takes with him what he has. */
    private void carry(Hunt.Order order) {
        Way way = ways[order.way()];
        sent[order.way()]++;
        Load load = order.load();
        if (!way.alive) {
            underWay.add(new Answer(
                    order.way(), nowMs + DEADLINE_MS, load.number(), load.item(), order.attempt(), Hunt.Word.NONE));
            return;
        }
        while (way.freeMs.size() < way.agents) {
            way.freeMs.add(nowMs);
        }
        way.freeMs.sort(Long::compare);
        long begins = Math.max(nowMs, way.freeMs.removeFirst());
        long ends = begins + (long) (way.loadMs * chance.between(0.5, 1.5));
        way.freeMs.add(ends);
        underWay.add(new Answer(order.way(), ends, load.number(), load.item(), order.attempt(), Hunt.Word.WELL));
    }

    /** All of it at once, and what is sent there from now on. */
    void kill(int which) {
        Way way = ways[which];
        way.alive = false;
        way.freeMs.clear();
        List<Answer> lost = new ArrayList<>();
        underWay.removeIf(answer -> {
            boolean his = answer.way == which;
            if (his) {
                lost.add(new Answer(
                        which, nowMs + DEADLINE_MS, answer.number, answer.item, answer.attempt, Hunt.Word.NONE));
            }
            return his;
        });
        underWay.addAll(lost);
    }
}
