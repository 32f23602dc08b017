package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: FORAGING for real. Items come in loads; each load goes out by some way, comes back done or
 * failed, and every item is accounted for once: done, or set aside.
 *
 * <pre>
 *   fed --> waiting --sent--> out --came back--> done
 *              ^              | ^
 *              |              | +-- late: one more copy, by another way
 *              +--- failed ---+
 *                             +--- too often, of several items --> each item a load of its own
 *                             +--- too often, of one item -------> aside
 * </pre>
 *
 * <p>The first copy that comes back well counts. Whoever answers for an attempt that is not out changes nothing.
 */
public final class Hunt implements Behaviour {
    /** So many loads may wait; beyond, nobody is fed. */
    public static final int WAITING_MAX = 20_000;

    private static final double MS_MIN = 0.001;

    private final HuntRule rule;
    private final Chance chance;
    private final Trails trails;
    private final Tempo tempo;
    private final Guide guide;
    private final Deque<Load> waiting = new ArrayDeque<>();
    private final Outings out;
    private boolean fedAll;
    private long loadsFed;
    private long itemsFed;
    private long itemsDone;
    private long itemsAside;
    private long sent;
    private long lateCopies;
    private double bestMs = Double.POSITIVE_INFINITY;

    /** A load that goes by a way: one of its copies. */
    public record Order(Load load, int attempt, int way) {}

    /** What was said of a copy: it is done, it failed, or nobody said a word. */
    public enum Word {
        WELL,
        FAILED,
        NONE
    }

    /** What came of an answer. */
    public sealed interface Outcome {}

    /** All of it was done; the load needs not be kept any more if it was the last of its number. */
    public record Done(Load load) implements Outcome {}

    /** It goes out again, as it is or item by item, or is still out. */
    public record Again() implements Outcome {}

    /** Its one item is set aside. */
    public record Aside(Load load) implements Outcome {}

    /** Nobody waits for it. */
    public record Unknown() implements Outcome {}

    private Hunt(HuntRule rule, Chance chance, Trails trails, Tempo tempo) {
        this.rule = rule;
        this.chance = chance;
        this.trails = trails;
        this.tempo = tempo;
        guide = new Guide(rule, chance, trails, tempo);
        out = new Outings(rule, tempo);
    }

    public static Hunt begin(HuntRule rule, Chance chance) {
        int ways = rule.ways().size();
        return new Hunt(rule, chance, new Trails(1, ways, rule.evaporation()), new Tempo(ways));
    }

    /** The number of the next load; what has a lower one came before. */
    public long loadsFed() {
        return loadsFed;
    }

    public boolean hasRoom() {
        return waiting.size() < WAITING_MAX;
    }

    /** More work; false where it is a repetition, or comes behind the last. */
    public boolean feed(long number, int items, boolean last) {
        if (number != loadsFed || fedAll) {
            return false;
        }
        loadsFed++;
        itemsFed += items;
        fedAll = last;
        if (items > 0) {
            waiting.add(Load.fed(number, items));
        }
        return true;
    }

    /** How many copies could go out now. */
    public int startable(long nowMs) {
        return out.copiable(nowMs) + Math.max(0, Math.min(waiting.size(), rule.outMax() - out.size()));
    }

    /** What is to go out next: a copy of what is late, or the next load; null where none is left, or enough are out. */
    public @Nullable Order send(long nowMs) {
        for (Outing late = out.nextLate(); late != null; late = out.nextLate()) {
            int way = guide.around(late.load(), nowMs);
            if (way >= 0) {
                sent++;
                return late.send(way, nowMs);
            }
        }
        if (waiting.isEmpty() || out.size() >= rule.outMax()) {
            return null;
        }
        Outing next = new Outing(waiting.removeFirst());
        boolean last = waiting.isEmpty();
        int way = guide.way(next.load(), silent -> last || out.isProbed(silent), nowMs);
        out.add(next);
        sent++;
        return next.send(way, nowMs);
    }

    /** Whether anybody waits for this attempt. */
    public boolean isOut(long number, int item, int attempt) {
        Outing outing = out.get(number, item);
        return outing != null && outing.copy(attempt) != null;
    }

    public Outcome cameBack(long number, int item, int attempt, Word word, long nowMs) {
        Outing outing = out.get(number, item);
        Outing.Copy back = outing == null ? null : outing.copy(attempt);
        if (outing == null || back == null) {
            if (word != Word.NONE) {
                tempo.heardLate(Load.key(number, item), attempt, nowMs);
            }
            return new Unknown();
        }
        trails.evaporate();
        if (word != Word.NONE) {
            tempo.heard(back.way, back.sentMs, nowMs);
        } else if (!back.late) {
            tempo.late(back.way, outing.load().key(), attempt, back.sentMs);
        }
        if (word == Word.WELL) {
            out.remove(outing);
            return done(outing.load(), back, nowMs);
        }
        trails.failed(0, back.way);
        outing.fail(back);
        if (!outing.copies().isEmpty()) {
            return new Again();
        }
        out.remove(outing);
        return failed(outing.load());
    }

    private Done done(Load load, Outing.Copy back, long nowMs) {
        int items = load.item() < 0 ? load.items() : 1;
        itemsDone += items;
        double tookMs = Math.max(MS_MIN, (nowMs - back.sentMs) / (double) items);
        bestMs = Math.min(bestMs, tookMs);
        trails.succeeded(0, back.way, bestMs / tookMs);
        return new Done(load);
    }

    private Outcome failed(Load load) {
        if (load.failures() < rule.attemptsMax()) {
            waiting.addFirst(load);
            return new Again();
        }
        if (load.item() >= 0 || load.items() == 1) {
            itemsAside++;
            return new Aside(load);
        }
        for (int item = load.items() - 1; item >= 0; item--) {
            waiting.addFirst(load.alone(item));
        }
        return new Again();
    }

    /** Copies of which nobody said a word for too long: they are to be taken for failed. Notes what is late, too. */
    public List<Order> watch(long nowMs) {
        return out.watch(nowMs, copy -> {
            lateCopies++;
            trails.failed(0, copy.way);
        });
    }

    /** Whether something of this load is still waiting or out. */
    public boolean holds(long number) {
        return out.all().stream().anyMatch(each -> each.load().number() == number)
                || waiting.stream().anyMatch(each -> each.number() == number);
    }

    public Trails trails() {
        return trails;
    }

    public List<String> ways() {
        return rule.ways();
    }

    /** Of items: fed, done, set aside; of loads: waiting, out; of their copies: sent, late. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("fed", itemsFed);
        counts.put("done", itemsDone);
        counts.put("aside", itemsAside);
        counts.put("loadsWaiting", (long) waiting.size());
        counts.put("loadsOut", (long) out.size());
        counts.put("loadsSent", sent);
        counts.put("loadsLate", lateCopies);
        return counts;
    }

    /** It goes on by what comes back, and not by steps. */
    @Override
    public void step() {}

    @Override
    public double measure() {
        return 1 - (double) (itemsDone + itemsAside) / Math.max(1, itemsFed);
    }

    @Override
    public boolean isFinished() {
        return fedAll && itemsDone + itemsAside == itemsFed;
    }

    /** It ends when all is in, however long nobody comes back. */
    @Override
    public boolean isRestless() {
        return true;
    }

    @Override
    public double diversity() {
        return trails.indecision(rule.greed());
    }

    @Override
    public int size() {
        return Math.max(1, Math.min(rule.outMax(), out.size() + waiting.size()));
    }

    @Override
    public void show(Frame frame) {
        int every = frame.begin(out.size());
        int i = 0;
        for (Outing each : out.all()) {
            if (i++ % every == 0) {
                int way = each.copies().getLast().way;
                frame.add(1, way + 1.0, each.load().attempts(), Role.FORAGER);
            }
        }
    }

    @Override
    public void write(StateWriter to) {
        to.large(chance.state())
                .truth(fedAll)
                .large(loadsFed)
                .large(itemsFed)
                .large(itemsDone)
                .large(itemsAside);
        to.large(sent).large(lateCopies).number(bestMs);
        trails.write(to);
        tempo.write(to);
        to.whole(waiting.size());
        waiting.forEach(load -> load.write(to));
        out.write(to);
    }

    public static Hunt read(HuntRule rule, StateReader from) {
        Chance chance = new Chance(from.large());
        boolean fedAll = from.truth();
        long[] sums = {from.large(), from.large(), from.large(), from.large(), from.large(), from.large()};
        double bestMs = from.number();
        Trails trails = Trails.read(1, rule.ways().size(), rule.evaporation(), from);
        Hunt read = new Hunt(rule, chance, trails, Tempo.read(from));
        read.fedAll = fedAll;
        read.loadsFed = sums[0];
        read.itemsFed = sums[1];
        read.itemsDone = sums[2];
        read.itemsAside = sums[3];
        read.sent = sums[4];
        read.lateCopies = sums[5];
        read.bestMs = bestMs;
        for (int left = from.whole(); left > 0; left--) {
            read.waiting.addLast(Load.read(from));
        }
        read.out.read(from);
        return read;
    }
}
