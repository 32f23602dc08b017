package dev.swarmlog.coordinator.core.space;

import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Mutable, for one thread: MIGRATING down the gradient of cost, from region to region, as far as there is room. What a
 * region costs nobody knows before one was there: scouts visit those that are unknown. The measure is how much more
 * the population costs than it would at best, as a share of that.
 */
public final class Migration implements Behaviour {
    /** How likely one who sees a cheaper region with room sets out for it in a step; so not all do at once. */
    private static final double ELAN = 0.1;

    private final World world;
    private final List<Region> regions;
    private final int[] byCost;
    private final float speed;
    private final byte[] roles;
    private final Chance chance;
    private final Places places;
    private final int[] bound;
    private final boolean[] known;
    private final int[] booked;
    private final double best;

    private Migration(
            World world, List<Region> regions, float speed, byte[] roles, Chance chance, Places places, int[] bound) {
        this.world = world;
        this.regions = regions;
        this.speed = speed;
        this.roles = roles;
        this.chance = chance;
        this.places = places;
        this.bound = bound;
        known = new boolean[regions.size()];
        booked = new int[regions.size()];
        Integer[] order = new Integer[regions.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> regions.get(i).cost()));
        byCost = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        best = best();
        Arrays.stream(bound).forEach(region -> booked[region]++);
    }

    /** All begin in the first region, as if there were room. */
    public static Migration settled(World world, List<Region> regions, float speed, byte[] roles, Chance chance) {
        Places places = new Places(roles.length);
        Region home = regions.getFirst();
        Arrays.fill(places.x, home.x());
        Arrays.fill(places.y, home.y());
        Arrays.fill(places.z, home.z());
        Migration migration = new Migration(world, regions, speed, roles, chance, places, new int[roles.length]);
        migration.known[0] = true;
        return migration;
    }

    public static Migration read(World world, List<Region> regions, float speed, byte[] roles, StateReader from) {
        Chance chance = new Chance(from.large());
        int[] bound = from.wholes();
        int[] known = from.wholes();
        Migration migration = new Migration(world, regions, speed, roles, chance, Places.read(from, world), bound);
        for (int i = 0; i < known.length; i++) {
            migration.known[i] = known[i] == 1;
        }
        return migration;
    }

    @Override
    public void write(StateWriter to) {
        int[] flags = new int[known.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = known[i] ? 1 : 0;
        }
        to.large(chance.state()).wholes(bound).wholes(flags);
        places.write(to, world);
    }

    @Override
    public void step() {
        for (int i = 0; i < roles.length; i++) {
            choose(i);
            travel(i);
        }
    }

    private void choose(int i) {
        int unknown = roles[i] == Role.SCOUT.code() ? unknown(i) : -1;
        if (unknown >= 0) {
            book(i, unknown);
            return;
        }
        int now = bound[i];
        boolean crowdedOut = booked[now] > regions.get(now).room();
        boolean turnedAway = !known[now];
        if (crowdedOut || turnedAway || chance.unit() < ELAN) {
            for (int region : byCost) {
                boolean cheaper = regions.get(region).cost() < regions.get(now).cost();
                if (known[region]
                        && booked[region] < regions.get(region).room()
                        && (cheaper || crowdedOut || turnedAway)) {
                    book(i, region);
                    return;
                }
            }
        }
    }

    /** Scouts share out what is unknown. */
    private int unknown(int i) {
        for (int step = 0; step < known.length; step++) {
            int region = (i + step) % known.length;
            if (!known[region]) {
                return region;
            }
        }
        return -1;
    }

    private void book(int i, int region) {
        booked[bound[i]]--;
        booked[region]++;
        bound[i] = region;
    }

    private void travel(int i) {
        Region to = regions.get(bound[i]);
        double dx = to.x() - places.x[i];
        double dy = to.y() - places.y[i];
        double dz = to.z() - places.z[i];
        double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
        double share = distance <= speed ? 1 : speed / distance;
        places.x[i] = world.clamped((float) (places.x[i] + share * dx));
        places.y[i] = world.clamped((float) (places.y[i] + share * dy));
        places.z[i] = world.isFlat() ? 0 : world.clamped((float) (places.z[i] + share * dz));
        known[bound[i]] |= share == 1;
    }

    /** The cheapest regions are full, and the rest is in the next. */
    private double best() {
        double sum = 0;
        int left = roles.length;
        for (int region : byCost) {
            int there = Math.min(left, regions.get(region).room());
            sum += there * regions.get(region).cost();
            left -= there;
        }
        return sum;
    }

    /** Who is under way costs as much as where it goes, and who is where there is no room as much as the dearest. */
    @Override
    public double measure() {
        double sum = 0;
        double dearest = regions.get(byCost[byCost.length - 1]).cost();
        for (int region = 0; region < booked.length; region++) {
            int over = Math.max(0, booked[region] - regions.get(region).room());
            sum += (booked[region] - over) * regions.get(region).cost() + over * dearest;
        }
        return Math.abs(sum - best) / Math.max(1e-9, Math.abs(best)) + diversity();
    }

    /** Which share of the population is under way. */
    @Override
    public double diversity() {
        int away = 0;
        for (int i = 0; i < roles.length; i++) {
            Region to = regions.get(bound[i]);
            away += to.x() == places.x[i] && to.y() == places.y[i] && to.z() == places.z[i] ? 0 : 1;
        }
        return (double) away / roles.length;
    }

    /** How many go to or are in each region. */
    public int[] booked() {
        return booked.clone();
    }

    @Override
    public int size() {
        return roles.length;
    }

    @Override
    public void show(Frame frame) {
        places.show(frame, roles);
    }
}
