package dev.swarmlog.coordinator.core.space;

import java.util.Arrays;

/**
 * Mutable and hot, for one thread: places in the order of their cells, so that all neighbours of a cell are a few runs.
 * There is a border of cells around the world; in a ring they hold the other side's places, shifted.
 */
final class Grid {
    private static final int CELLS_MAX = 1 << 21;

    final float[] x;
    final float[] y;
    final float[] z;

    /** Which particle it is, by its index before; of a shifted one it is the one that it repeats. */
    final int[] who;

    private final World world;
    private final boolean ring;
    private final int across;
    private final int layers;
    private final float cellsPerLength;
    private final int[] start;
    private final int[] fill;
    private final int[] cellOf;

    /** Of a ring: which particles stand in a cell at the rim, and how many of these there are. */
    private final int[] rim;

    private int atRim;

    /** From a cell to the left end of each row of three that it and its neighbours make. */
    private final int[] rows;

    /** No neighbour that is farther than the radius may be missed by somebody who looks at the cells around. */
    Grid(World world, boolean ring, float radius, int particles) {
        this.world = world;
        this.ring = ring;
        int inner = Math.max(1, (int) Math.min(world.size() / radius, cellsMax(world, particles)));
        if (ring && inner < 3) {
            throw new IllegalArgumentException("a ring is at least three times as large as a particle sees");
        }
        cellsPerLength = inner / world.size();
        across = inner + 2;
        layers = world.isFlat() ? 1 : across;
        start = new int[across * across * layers + 1];
        fill = new int[start.length];
        cellOf = new int[particles];
        rim = new int[ring ? particles : 0];
        rows = around();
        int room = ring ? particles * (world.isFlat() ? 4 : 8) : particles;
        x = new float[room];
        y = new float[room];
        z = new float[room];
        who = new int[room];
    }

    /** More cells than particles would only be looked at in vain. */
    private static int cellsMax(World world, int particles) {
        double cells = Math.min(CELLS_MAX, Math.max(27, 2.0 * particles));
        return (int) (world.isFlat() ? Math.sqrt(cells) : StrictMath.cbrt(cells));
    }

    private int[] around() {
        int deep = layers == 1 ? 0 : 1;
        int[] made = new int[(2 * deep + 1) * 3];
        int at = 0;
        for (int dz = -deep; dz <= deep; dz++) {
            for (int dy = -1; dy <= 1; dy++) {
                made[at++] = (dz * across + dy) * across - 1;
            }
        }
        return made;
    }

    int rows() {
        return rows.length;
    }

    /** What to add to a cell for the first of three cells; the end is where the fourth begins. */
    int row(int which) {
        return rows[which];
    }

    /** All places, with those that are repeated. */
    int total() {
        return start[start.length - 1];
    }

    int across() {
        return across;
    }

    /** Of a flat world the only one, of a cube the first that is no border. */
    int firstLayer() {
        return layers == 1 ? 0 : 1;
    }

    int endLayer() {
        return layers == 1 ? 1 : layers - 1;
    }

    int cell(int cx, int cy, int cz) {
        return (cz * across + cy) * across + cx;
    }

    /** Where the places of a cell begin; they end where the next cell's begin. */
    int start(int cell) {
        return start[cell];
    }

    void sort(float[] px, float[] py, float[] pz, int count) {
        Arrays.fill(start, 0);
        atRim = 0;
        boolean flat = layers == 1;
        for (int i = 0; i < count; i++) {
            int cx = axis(px[i]);
            int cy = axis(py[i]);
            int cz = flat ? 0 : axis(pz[i]);
            int cell = cell(cx, cy, cz);
            cellOf[i] = cell;
            start[cell + 1]++;
            if (ring && (isAtRim(cx) || isAtRim(cy) || (!flat && isAtRim(cz)))) {
                rim[atRim++] = i;
            }
        }
        repeat(px, py, pz, false);
        for (int cell = 1; cell < start.length; cell++) {
            start[cell] += start[cell - 1];
        }
        System.arraycopy(start, 0, fill, 0, start.length);
        for (int i = 0; i < count; i++) {
            put(cellOf[i], px[i], py[i], pz[i], i);
        }
        repeat(px, py, pz, true);
    }

    private int axis(float at) {
        return 1 + Math.clamp((int) (at * cellsPerLength), 0, across - 3);
    }

    private void put(int cell, float px, float py, float pz, int i) {
        int at = fill[cell]++;
        x[at] = px;
        y[at] = py;
        if (layers > 1) {
            z[at] = pz;
        }
        who[at] = i;
    }

    /** What stands in a cell at the rim is also beyond the other rim: first counted, then put there. */
    private void repeat(float[] px, float[] py, float[] pz, boolean put) {
        int fromZ = layers == 1 ? 0 : -1;
        for (int place = 0; place < atRim; place++) {
            int i = rim[place];
            int[] at = {cellOf[i] % across, cellOf[i] / across % across, cellOf[i] / (across * across)};
            for (int sz = fromZ; sz <= -fromZ; sz++) {
                repeatLayer(px[i], py[i], pz[i], i, at, sz, put);
            }
        }
    }

    private void repeatLayer(float px, float py, float pz, int i, int[] at, int sz, boolean put) {
        int toZ = beyond(at[2], sz);
        for (int sy = -1; sy <= 1; sy++) {
            int toY = beyond(at[1], sy);
            for (int sx = -1; sx <= 1; sx++) {
                int toX = beyond(at[0], sx);
                if ((sx | sy | sz) == 0 || (toX | toY | toZ) < 0) {
                    continue;
                }
                int cell = cell(toX, toY, toZ);
                if (put) {
                    put(cell, px + sx * world.size(), py + sy * world.size(), pz + sz * world.size(), i);
                } else {
                    start[cell + 1]++;
                }
            }
        }
    }

    private boolean isAtRim(int c) {
        return c == 1 || c == across - 2;
    }

    /** The border cell that repeats this one when shifted so; negative where there is none. */
    private int beyond(int c, int shift) {
        return switch (shift) {
            case 0 -> c;
            case 1 -> c == 1 ? across - 1 : -1;
            default -> c == across - 2 ? 0 : -1;
        };
    }
}
