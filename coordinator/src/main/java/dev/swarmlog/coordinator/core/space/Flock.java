package dev.swarmlog.coordinator.core.space;

import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;

/**
 * Mutable and hot, for one thread: FLOCKING, in a world that is a ring. The measure is how far the birds are from flying
 * all in one direction, 1 less the length of their mean heading; so is the diversity.
 *
 * <p>Birds are kept in the order of their cells: what is near in the world is near in memory.
 */
public final class Flock implements Behaviour {
    private static final byte SCOUT = Role.SCOUT.code();

    /** A place of two and a velocity of two. */
    private static final int BESIDE = 4;

    /** The bits of 1. */
    private static final int ONE = Float.floatToRawIntBits(1);

    private final World world;
    private final boolean flat;
    private final FlockRule rule;
    private final float sight;
    private final float perNear;
    private final byte[] roles;
    private final Chance chance;
    private final Grid grid;
    private Birds now;
    private Birds next;

    /** In a flat world: place and velocity of each in the grid's order, side by side, as they are read. */
    private final float[] beside;

    // in a deep one: velocities in the grid's order
    private final float[] gridVx;
    private final float[] gridVy;
    private final float[] gridVz;

    private Flock(World world, FlockRule rule, byte[] roles, Chance chance, Birds birds) {
        this.world = world;
        this.flat = world.isFlat();
        this.rule = rule;
        this.sight = rule.sight() * rule.sight();
        this.perNear = 1 / (rule.distance() * rule.distance());
        this.roles = roles;
        this.chance = chance;
        this.now = birds;
        next = new Birds(roles.length);
        grid = new Grid(world, true, rule.sight(), roles.length);
        int room = grid.x.length;
        beside = new float[flat ? BESIDE * room : 0];
        gridVx = new float[flat ? 0 : room];
        gridVy = new float[flat ? 0 : room];
        gridVz = new float[flat ? 0 : room];
    }

    /** Birds anywhere, in any direction. */
    public static Flock scattered(World world, FlockRule rule, byte[] roles, Chance chance) {
        Flock flock = new Flock(world, rule, roles, chance, new Birds(roles.length));
        boolean flat = flock.flat;
        for (int i = 0; i < roles.length; i++) {
            flock.next.id[i] = i;
            float px = (float) chance.between(0, world.size());
            float py = (float) chance.between(0, world.size());
            float pz = flat ? 0 : (float) chance.between(0, world.size());
            float vx = (float) chance.normal();
            float vy = (float) chance.normal();
            float vz = flat ? 0 : (float) chance.normal();
            flock.fly(i, vx, vy, vz, px, py, pz);
        }
        flock.swap();
        return flock;
    }

    public static Flock read(World world, FlockRule rule, byte[] roles, StateReader from) {
        Chance chance = new Chance(from.large());
        return new Flock(world, rule, roles, chance, Birds.read(from, world.isFlat()));
    }

    @Override
    public void write(StateWriter to) {
        to.large(chance.state());
        now.write(to, flat);
    }

    @Override
    public void step() {
        grid.sort(now.x, now.y, now.z, roles.length);
        if (flat) {
            gatherFlat();
        } else {
            gatherDeep();
        }
        int made = 0;
        int across = grid.across();
        for (int cz = grid.firstLayer(); cz < grid.endLayer(); cz++) {
            for (int cy = 1; cy < across - 1; cy++) {
                int from = grid.start(grid.cell(1, cy, cz));
                int to = grid.start(grid.cell(across - 1, cy, cz));
                int cx = 1;
                for (int g = from; g < to; g++) {
                    while (g >= grid.start(grid.cell(cx + 1, cy, cz))) {
                        cx++;
                    }
                    next.id[made] = now.id[grid.who[g]];
                    if (flat) {
                        moveFlat(g, grid.cell(cx, cy, 0), made++);
                    } else {
                        moveDeep(g, grid.cell(cx, cy, cz), made++);
                    }
                }
            }
        }
        swap();
    }

    private void gatherFlat() {
        for (int g = 0, at = 0; g < grid.total(); g++, at += BESIDE) {
            int who = grid.who[g];
            beside[at] = grid.x[g];
            beside[at + 1] = grid.y[g];
            beside[at + 2] = now.vx[who];
            beside[at + 3] = now.vy[who];
        }
    }

    private void gatherDeep() {
        for (int g = 0; g < grid.total(); g++) {
            int who = grid.who[g];
            gridVx[g] = now.vx[who];
            gridVy[g] = now.vy[who];
            gridVz[g] = now.vz[who];
        }
    }

    private void swap() {
        Birds before = now;
        now = next;
        next = before;
    }

    /** Sums over all that it sees; it is among them itself, which adds nothing but one to their number. */
    private void moveFlat(int g, int cell, int to) {
        float[] those = beside;
        int own = BESIDE * g;
        float px = those[own];
        float py = those[own + 1];
        float seen = 0;
        float towardX = 0;
        float towardY = 0;
        float flownX = 0;
        float flownY = 0;
        float awayX = 0;
        float awayY = 0;
        for (int row = -1; row <= 1; row++) {
            int left = cell + row * grid.across() - 1;
            int end = BESIDE * grid.start(left + 3);
            for (int n = BESIDE * grid.start(left); n < end; n += BESIDE) {
                float dx = those[n] - px;
                float dy = those[n + 1] - py;
                float square = dx * dx + dy * dy;
                float sees = sees(square);
                seen += sees;
                towardX += sees * dx;
                towardY += sees * dy;
                flownX += sees * those[n + 2];
                flownY += sees * those[n + 3];
                float push = orNothing(1 - square * perNear);
                awayX -= dx * push;
                awayY -= dy * push;
            }
        }
        float each = 1f / seen;
        float align = rule.alignment() * each;
        float cohere = rule.cohesion() * each;
        float apart = rule.separation();
        float keep = 1 - rule.alignment();
        fly(
                to,
                keep * those[own + 2] + align * flownX + cohere * towardX + apart * awayX,
                keep * those[own + 3] + align * flownY + cohere * towardY + apart * awayY,
                0,
                px,
                py,
                0);
    }

    /** The same with a third axis, of its own because most swarms are flat and this is where the time goes. */
    private void moveDeep(int g, int cell, int to) {
        float[] gx = grid.x;
        float[] gy = grid.y;
        float[] gz = grid.z;
        float px = gx[g];
        float py = gy[g];
        float pz = gz[g];
        float seen = 0;
        float towardX = 0;
        float towardY = 0;
        float towardZ = 0;
        float flownX = 0;
        float flownY = 0;
        float flownZ = 0;
        float awayX = 0;
        float awayY = 0;
        float awayZ = 0;
        for (int row = 0; row < grid.rows(); row++) {
            int left = cell + grid.row(row);
            int end = grid.start(left + 3);
            for (int n = grid.start(left); n < end; n++) {
                float dx = gx[n] - px;
                float dy = gy[n] - py;
                float dz = gz[n] - pz;
                float square = dx * dx + dy * dy + dz * dz;
                float sees = sees(square);
                seen += sees;
                towardX += sees * dx;
                towardY += sees * dy;
                towardZ += sees * dz;
                flownX += sees * gridVx[n];
                flownY += sees * gridVy[n];
                flownZ += sees * gridVz[n];
                float push = orNothing(1 - square * perNear);
                awayX -= dx * push;
                awayY -= dy * push;
                awayZ -= dz * push;
            }
        }
        float each = 1f / seen;
        float align = rule.alignment() * each;
        float cohere = rule.cohesion() * each;
        float apart = rule.separation();
        float keep = 1 - rule.alignment();
        fly(
                to,
                keep * gridVx[g] + align * flownX + cohere * towardX + apart * awayX,
                keep * gridVy[g] + align * flownY + cohere * towardY + apart * awayY,
                keep * gridVz[g] + align * flownZ + cohere * towardZ + apart * awayZ,
                px,
                py,
                pz);
    }

    /** 1 or 0, without a branch: which of the neighbours are in sight no processor guesses, and each wrong guess costs more. */
    private float sees(float square) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(square - sight) >> 31) & ONE);
    }

    /** The number, or 0 where it is less: without a branch, and without what Math.max does for NaN. */
    private static float orNothing(float number) {
        int bits = Float.floatToRawIntBits(number);
        return Float.intBitsToFloat(bits & ~(bits >> 31));
    }

    /** At a speed that birds have, and one step on. */
    private void fly(int to, float wantedX, float wantedY, float wantedZ, float px, float py, float pz) {
        float vx = wantedX;
        float vy = wantedY;
        float vz = wantedZ;
        if (roles[next.id[to]] == SCOUT) {
            vx += rule.curiosity() * (float) chance.normal();
            vy += rule.curiosity() * (float) chance.normal();
            vz += flat ? 0 : rule.curiosity() * (float) chance.normal();
        }
        float speed = (float) Math.sqrt(vx * vx + vy * vy + vz * vz);
        float wanted = Math.min(rule.speedMax(), Math.max(rule.speedMin(), speed));
        float factor = speed > 0 ? wanted / speed : 0;
        next.vx[to] = vx * factor;
        next.vy[to] = vy * factor;
        next.vz[to] = vz * factor;
        next.x[to] = world.wrapped(px + next.vx[to]);
        next.y[to] = world.wrapped(py + next.vy[to]);
        next.z[to] = flat ? 0 : world.wrapped(pz + next.vz[to]);
    }

    @Override
    public double measure() {
        double x = 0;
        double y = 0;
        double z = 0;
        for (int i = 0; i < roles.length; i++) {
            double speed = Math.sqrt(
                    (double) now.vx[i] * now.vx[i] + (double) now.vy[i] * now.vy[i] + (double) now.vz[i] * now.vz[i]);
            if (speed > 0) {
                x += now.vx[i] / speed;
                y += now.vy[i] / speed;
                z += now.vz[i] / speed;
            }
        }
        return 1 - Math.sqrt(x * x + y * y + z * z) / roles.length;
    }

    @Override
    public double diversity() {
        return measure();
    }

    @Override
    public int size() {
        return roles.length;
    }

    @Override
    public void show(Frame frame) {
        int every = frame.begin(roles.length);
        for (int i = 0; i < roles.length; i++) {
            if (now.id[i] % every == 0) {
                frame.add(now.x[i], now.y[i], now.z[i], Role.of(roles[now.id[i]]));
            }
        }
    }
}
