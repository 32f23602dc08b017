package dev.swarmlog.document;

/** A place in a text; both count from 1. */
public record Spot(int line, int column) implements Comparable<Spot> {
    public static final Spot BEGIN = new Spot(1, 1);

    @Override
    public int compareTo(Spot other) {
        return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
    }
}
