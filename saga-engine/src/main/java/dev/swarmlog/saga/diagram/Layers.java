package dev.swarmlog.saga.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Mutable while it finds the places of nodes and of the bends of arrows. A layer is a column, a place in it a row. */
final class Layers {
    /** So many bends at most; a graph with more of them nobody could read anyway. */
    private static final int BENDS_MAX = 20_000;

    private static final int SWEEPS = 12;

    private final List<List<Point>> columns = new ArrayList<>();
    private final List<Point> nodes = new ArrayList<>();
    private final List<List<Point>> arrows = new ArrayList<>();

    /** Where a node is, or a bend. */
    static final class Point {
        final int column;
        double row;
        private final List<Point> before = new ArrayList<>();
        private final List<Point> behind = new ArrayList<>();

        private Point(int column) {
            this.column = column;
        }

        private double wished(List<Point> neighbours) {
            return neighbours.isEmpty()
                    ? row
                    : neighbours.stream()
                            .mapToDouble(each -> each.row)
                            .average()
                            .orElse(row);
        }
    }

    private Layers() {}

    static Layers of(List<Diagram.Node> steps) {
        Layers layers = new Layers();
        steps.forEach(layers::add);
        layers.connect(steps);
        layers.arrange();
        return layers;
    }

    /** In the order of the steps. */
    List<Point> nodes() {
        return nodes;
    }

    /** Each from the point that it leaves to the one that it reaches, over its bends. */
    List<List<Point>> arrows() {
        return arrows;
    }

    int columns() {
        return columns.size();
    }

    double rows() {
        double last = 0;
        for (List<Point> column : columns) {
            last = Math.max(last, column.getLast().row);
        }
        return last + 1;
    }

    private void add(Diagram.Node step) {
        int column = 0;
        for (int before : step.after()) {
            column = Math.max(column, nodes.get(before).column + 1);
        }
        nodes.add(point(column));
    }

    private Point point(int column) {
        while (columns.size() <= column) {
            columns.add(new ArrayList<>());
        }
        Point made = new Point(column);
        made.row = columns.get(column).size();
        columns.get(column).add(made);
        return made;
    }

    private void connect(List<Diagram.Node> steps) {
        int bends = 0;
        for (int step = 0; step < steps.size(); step++) {
            for (int before : steps.get(step).after()) {
                List<Point> arrow = new ArrayList<>();
                Point last = nodes.get(before);
                arrow.add(last);
                for (int column = last.column + 1; column < nodes.get(step).column && bends < BENDS_MAX; column++) {
                    Point bend = point(column);
                    join(last, bend);
                    arrow.add(bend);
                    last = bend;
                    bends++;
                }
                join(last, nodes.get(step));
                arrow.add(nodes.get(step));
                arrows.add(arrow);
            }
        }
    }

    private static void join(Point from, Point to) {
        from.behind.add(to);
        to.before.add(from);
    }

    private void arrange() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean forward = sweep % 2 == 0;
            for (int i = 0; i < columns.size(); i++) {
                order(columns.get(forward ? i : columns.size() - 1 - i), forward);
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean forward = sweep % 2 == 0;
            for (int i = 0; i < columns.size(); i++) {
                draw(columns.get(forward ? i : columns.size() - 1 - i), forward);
            }
        }
        double least = columns.stream()
                .mapToDouble(column -> column.getFirst().row)
                .min()
                .orElse(0);
        columns.forEach(column -> column.forEach(point -> point.row -= least));
    }

    /** Next to their neighbours, in rows without gaps. */
    private static void order(List<Point> column, boolean forward) {
        column.sort(Comparator.comparingDouble(point -> point.wished(forward ? point.before : point.behind)));
        for (int i = 0; i < column.size(); i++) {
            column.get(i).row = i;
        }
    }

    /**
     * As near to their neighbours as the order and a row for each allow: of those that want the same rows each stands at
     * the mean of what they want together.
     */
    private static void draw(List<Point> column, boolean forward) {
        int size = column.size();
        double[] mean = new double[size];
        int[] count = new int[size];
        int blocks = 0;
        for (int i = 0; i < size; i++) {
            Point point = column.get(i);
            mean[blocks] = point.wished(forward ? point.before : point.behind) - i;
            count[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                int both = count[blocks - 2] + count[blocks - 1];
                mean[blocks - 2] = (mean[blocks - 2] * count[blocks - 2] + mean[blocks - 1] * count[blocks - 1]) / both;
                count[--blocks - 1] = both;
            }
        }
        double[] rows = new double[size];
        int at = 0;
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(rows, at, at + count[block], mean[block]);
            at += count[block];
        }
        for (int i = 0; i < size; i++) {
            column.get(i).row = rows[i] + i;
        }
    }
}
