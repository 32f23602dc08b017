package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.Roles;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;

/**
 * Mutable, for one thread: FORAGING in process. Each forager takes an item and a way, is under way for as long as that
 * takes, and leaves pheromone if it comes back with it. The measure is which share of the items is not in.
 *
 * <p>SCOUTs take what was tried least, WORKERs follow pheromone, FORAGERs follow it greedily, NURSEs try what failed last,
 * SOLDIERs set aside what failed twice; where there is a QUEEN, no more are out than there are items left.
 */
public final class Foraging implements Behaviour {
    private static final int NOTHING = -1;
    private static final byte FRESH = 0;
    private static final byte FAILED_ONCE = 1;

    private final ForageRule rule;
    private final Meadow meadow;
    private final int[] stepsOf;
    private final byte[] roles;
    private final Chance chance;
    private final Trails trails;
    private final int soldiers;
    private final int queens;

    // of each forager: its item's kind, how often that failed, its way, and how many steps are left
    private final int[] kind;
    private final int[] failed;
    private final int[] way;
    private final int[] left;

    // of each kind: items out there that never failed, and that failed once
    private final int[] fresh;
    private final int[] failedOnce;
    private long brought;
    private long aside;
    private long failedTwice;
    private long spent;
    private int out;

    private Foraging(ForageRule rule, Meadow meadow, byte[] roles, Chance chance, Trails trails, int[][] state) {
        this.rule = rule;
        this.meadow = meadow;
        this.roles = roles;
        this.chance = chance;
        this.trails = trails;
        stepsOf = meadow.steps();
        kind = state[0];
        failed = state[1];
        way = state[2];
        left = state[3];
        fresh = state[4];
        failedOnce = state[5];
        var counts = Roles.counted(roles);
        soldiers = counts.getOrDefault(Role.SOLDIER, 0);
        queens = counts.getOrDefault(Role.QUEEN, 0);
        for (int each : kind) {
            out += each == NOTHING ? 0 : 1;
        }
    }

    public static Foraging begin(ForageRule rule, Meadow meadow, byte[] roles, Chance chance) {
        int[][] state = {
            new int[roles.length],
            new int[roles.length],
            new int[roles.length],
            new int[roles.length],
            new int[rule.kinds()],
            new int[rule.kinds()]
        };
        Arrays.fill(state[0], NOTHING);
        for (int k = 0; k < rule.kinds(); k++) {
            long share = meadow.items() / rule.kinds() + (k < meadow.items() % rule.kinds() ? 1 : 0);
            state[4][k] = Math.toIntExact(share);
        }
        return new Foraging(
                rule, meadow, roles, chance, new Trails(rule.kinds(), rule.ways(), rule.evaporation()), state);
    }

    @Override
    public void step() {
        trails.evaporate();
        for (int i = 0; i < roles.length; i++) {
            if (kind[i] == NOTHING) {
                setOut(i);
            } else if (--left[i] == 0) {
                comeBack(i);
            }
        }
        if (soldiers > 0) {
            aside += failedTwice;
            failedTwice = 0;
        }
    }

    private void setOut(int i) {
        if (roles[i] == Role.SOLDIER.code() || roles[i] == Role.QUEEN.code()) {
            return;
        }
        long home = meadow.items() - brought - aside - out;
        int wanted = queens > 0 && out > 0 && out >= home ? NOTHING : nextKind();
        if (wanted == NOTHING) {
            return;
        }
        boolean again = failedOnce[wanted] > 0;
        out++;
        (again ? failedOnce : fresh)[wanted]--;
        kind[i] = wanted;
        failed[i] = again ? FAILED_ONCE : FRESH;
        way[i] = way(i, wanted);
        left[i] = stepsOf[wanted * rule.ways() + way[i]];
    }

    /** The next kind that is left, from any on. */
    private int nextKind() {
        int first = chance.below(rule.kinds());
        for (int step = 0; step < rule.kinds(); step++) {
            int each = (first + step) % rule.kinds();
            if (fresh[each] + failedOnce[each] > 0) {
                return each;
            }
        }
        return NOTHING;
    }

    private int way(int i, int ofKind) {
        return switch (Role.of(roles[i])) {
            case SCOUT -> trails.explore(ofKind);
            case FORAGER -> trails.follow(ofKind, rule.greed(), chance);
            case NURSE -> trails.worst() >= 0 ? trails.worst() : trails.follow(ofKind, 1, chance);
            case WORKER, QUEEN, SOLDIER -> trails.follow(ofKind, 1, chance);
        };
    }

    private void comeBack(int i) {
        int took = stepsOf[kind[i] * rule.ways() + way[i]];
        spent += took;
        if (chance.unit() >= meadow.failure(way[i])) {
            brought++;
            trails.succeeded(kind[i], way[i], 2.0 / took);
        } else {
            trails.failed(kind[i], way[i]);
            if (failed[i] == FRESH) {
                failedOnce[kind[i]]++;
            } else if (soldiers > 0) {
                failedTwice++;
            } else {
                failedOnce[kind[i]]++;
            }
        }
        out--;
        kind[i] = NOTHING;
    }

    public Trails trails() {
        return trails;
    }

    public long brought() {
        return brought;
    }

    public long aside() {
        return aside;
    }

    /** How long a choice by greedy pheromone takes, against the best: 1 is as good as can be. */
    public double detour() {
        double sum = 0;
        for (int k = 0; k < rule.kinds(); k++) {
            double all = 0;
            double steps = 0;
            int best = Integer.MAX_VALUE;
            for (int w = 0; w < rule.ways(); w++) {
                double weight = StrictMath.pow(trails.strength(k, w), rule.greed());
                all += weight;
                steps += weight * stepsOf[k * rule.ways() + w];
                best = Math.min(best, stepsOf[k * rule.ways() + w]);
            }
            sum += steps / all / best;
        }
        return sum / rule.kinds();
    }

    @Override
    public double measure() {
        return 1 - (double) (brought + aside) / Math.max(1, meadow.items());
    }

    @Override
    public boolean isFinished() {
        return brought + aside == meadow.items();
    }

    @Override
    public double diversity() {
        return trails.indecision(rule.greed());
    }

    @Override
    public int size() {
        return roles.length;
    }

    /** By kind, way, and how near it is. */
    @Override
    public void show(Frame frame) {
        int every = frame.begin(roles.length);
        for (int i = 0; i < roles.length; i += every) {
            boolean away = kind[i] != NOTHING;
            frame.add(away ? kind[i] + 1 : 0, away ? way[i] + 1 : 0, away ? left[i] : 0, Role.of(roles[i]));
        }
    }

    @Override
    public void write(StateWriter to) {
        to.large(chance.state()).large(brought).large(aside).large(failedTwice).large(spent);
        trails.write(to);
        to.wholes(kind).wholes(failed).wholes(way).wholes(left).wholes(fresh).wholes(failedOnce);
    }

    public static Foraging read(ForageRule rule, Meadow meadow, byte[] roles, StateReader from) {
        Chance chance = new Chance(from.large());
        long[] sums = {from.large(), from.large(), from.large(), from.large()};
        Trails trails = Trails.read(rule.kinds(), rule.ways(), rule.evaporation(), from);
        int[][] state = {from.wholes(), from.wholes(), from.wholes(), from.wholes(), from.wholes(), from.wholes()};
        Foraging read = new Foraging(rule, meadow, roles, chance, trails, state);
        read.brought = sums[0];
        read.aside = sums[1];
        read.failedTwice = sums[2];
        read.spent = sums[3];
        return read;
    }
}
