package dev.swarmlog.standalone.processes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What is done to which process and when, all of it settled by a seed before it begins. */
public final class FaultScript {
    /** After a broker was killed the replicas find together again before the next one is. */
    private static final long BROKER_REST_MS = 15_000;

    private static final long FIRST_MS = 2_000;

    private final List<Step> steps = new ArrayList<>();

    /** Who may be hit. */
    public enum Part {
        BROKER,
        REGISTRY,
        ROUTER,
        ENGINE,
        HOST
    }

    public enum Verb {
        KILL,
        START,
        STOP,
        CONTINUE
    }

    /** What can happen; the numbers are how long it lasts. A broker that stands still for longer than its session is as good as killed. */
    public enum Blow {
        HOST_KILLED(Part.HOST, Verb.KILL, 500, 4_000),
        HOST_STOPPED(Part.HOST, Verb.STOP, 3_000, 7_000),
        ROUTER_KILLED(Part.ROUTER, Verb.KILL, 0, 3_000),
        ROUTER_STOPPED(Part.ROUTER, Verb.STOP, 500, 5_000),
        BROKER_KILLED(Part.BROKER, Verb.KILL, 500, 5_000),
        ENGINE_KILLED(Part.ENGINE, Verb.KILL, 0, 3_000),
        ENGINE_STOPPED(Part.ENGINE, Verb.STOP, 500, 5_000),
        BROKER_STOPPED(Part.BROKER, Verb.STOP, 500, 5_000),
        REGISTRY_KILLED(Part.REGISTRY, Verb.KILL, 0, 3_000),
        REGISTRY_STOPPED(Part.REGISTRY, Verb.STOP, 500, 5_000);

        private final Part part;
        private final Verb verb;
        private final int msMin;
        private final int msMax;

        Blow(Part part, Verb verb, int msMin, int msMax) {
            this.part = part;
            this.verb = verb;
            this.msMin = msMin;
            this.msMax = msMax;
        }

        public Part part() {
            return part;
        }
    }

    /**
     * What a script is made of.
     *
     * @param length from its first step to the last blow
     * @param gap how long on average from one blow to the next
     * @param blows that may happen
     */
    public record Terms(long seed, Duration length, Duration gap, Set<Blow> blows) {}

    /** What is done to the number-th process of its kind, from 0. */
    public record Step(long atMs, Verb verb, Part part, int number) {
        @Override
        public String toString() {
            return atMs + " ms: " + verb + " " + part + " " + number;
        }
    }

    private FaultScript() {}

    /**
     * Each kind of blow to one of these parts once, in an order of chance, and then as they come.
     *
     * @param parts how many processes there are of each
     */
    public static FaultScript of(Terms terms, Map<Part, Integer> parts) {
        FaultScript script = new FaultScript();
        Random random = new Random(terms.seed());
        long gapMs = terms.gap().toMillis();
        List<Blow> blows = terms.blows().stream()
                .sorted()
                .filter(blow -> parts.containsKey(blow.part))
                .toList();
        List<Blow> first = new ArrayList<>(blows);
        Collections.shuffle(first, random);
        Map<Part, Map<Integer, Long>> busyUntilMs = new EnumMap<>(Part.class);
        long atMs = FIRST_MS;
        for (int i = 0; i < first.size() || (atMs < terms.length().toMillis() && !blows.isEmpty()); i++) {
            Blow blow = i < first.size() ? first.get(i) : blows.get(random.nextInt(blows.size()));
            int number = random.nextInt(parts.getOrDefault(blow.part, 1));
            long lastsMs = random.nextInt(blow.msMin, blow.msMax + 1);
            Map<Integer, Long> busy = busyUntilMs.computeIfAbsent(blow.part, part -> new HashMap<>());
            // one broker at a time, since a write needs two of the three
            int slot = blow.part == Part.BROKER ? 0 : number;
            if (busy.getOrDefault(slot, 0L) <= atMs) {
                script.steps.add(new Step(atMs, blow.verb, blow.part, number));
                Verb undone = blow.verb == Verb.KILL ? Verb.START : Verb.CONTINUE;
                script.steps.add(new Step(atMs + lastsMs, undone, blow.part, number));
                busy.put(slot, atMs + lastsMs + (blow.part == Part.BROKER ? BROKER_REST_MS : gapMs));
            }
            atMs += gapMs / 2 + random.nextLong(gapMs);
        }
        script.steps.sort(Comparator.comparingLong(Step::atMs));
        return script;
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
