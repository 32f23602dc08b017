package dev.swarmlog.processes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** What is done to whom and when, all of it settled by a seed before it begins. */
public final class ChaosScript {
    /** After a broker was killed the replicas find together again before the next one is. */
    private static final long BROKER_REST_MS = 15_000;

    private static final long FIRST_MS = 2_000;

    private final List<Step> steps = new ArrayList<>();

    /** Who may be hit. */
    public enum Part {
        BROKER,
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

    /** What can happen; the last two are how long it lasts. */
    private enum Blow {
        HOST_KILLED(Part.HOST, Verb.KILL, 500, 4_000),
        HOST_STOPPED(Part.HOST, Verb.STOP, 3_000, 7_000),
        ROUTER_KILLED(Part.ROUTER, Verb.KILL, 0, 3_000),
        ROUTER_STOPPED(Part.ROUTER, Verb.STOP, 500, 5_000),
        BROKER_KILLED(Part.BROKER, Verb.KILL, 500, 5_000),
        ENGINE_KILLED(Part.ENGINE, Verb.KILL, 0, 3_000),
        ENGINE_STOPPED(Part.ENGINE, Verb.STOP, 500, 5_000);

        final Part part;
        final Verb verb;
        final int msMin;
        final int msMax;

        Blow(Part part, Verb verb, int msMin, int msMax) {
            this.part = part;
            this.verb = verb;
            this.msMin = msMin;
            this.msMax = msMax;
        }
    }

    public record Step(long atMs, Verb verb, Part part, int number) {
        @Override
        public String toString() {
            return atMs + " ms: " + verb + " " + part + " " + number;
        }
    }

    private ChaosScript() {}

    /** Each kind of blow to one of these parts once, in an order of chance, and then as they come. */
    static ChaosScript of(ChaosSettings settings, Map<Part, Integer> parts) {
        ChaosScript script = new ChaosScript();
        Random random = new Random(settings.seed());
        Duration gap = settings.gap();
        List<Blow> blows = Stream.of(Blow.values())
                .filter(blow -> parts.containsKey(blow.part))
                .toList();
        List<Blow> first = new ArrayList<>(blows);
        Collections.shuffle(first, random);
        Map<Part, Map<Integer, Long>> busyUntilMs = new EnumMap<>(Part.class);
        long atMs = FIRST_MS;
        for (int i = 0; i < first.size() || atMs < settings.length().toMillis(); i++) {
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
                busy.put(slot, atMs + lastsMs + (blow.part == Part.BROKER ? BROKER_REST_MS : gap.toMillis()));
            }
            atMs += gap.toMillis() / 2 + random.nextLong(gap.toMillis());
        }
        script.steps.sort(Comparator.comparingLong(Step::atMs));
        return script;
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
