package dev.swarmlog.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Rows under a heading, each column as wide as its widest cell; numbers stand to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> heading;
    private final boolean[] toTheRight;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> heading, boolean[] toTheRight) {
        this.heading = heading;
        this.toTheRight = toTheRight;
    }

    /** A heading that begins with {@code >} makes its column stand to the right. */
    public static Table of(String... headings) {
        boolean[] right = new boolean[headings.length];
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            texts.add(right[i] ? headings[i].substring(1) : headings[i]);
        }
        return new Table(List.copyOf(texts), right);
    }

    public Table row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(String.valueOf(cell));
        }
        if (texts.size() != heading.size()) {
            throw new IllegalArgumentException(heading.size() + " cells expected, " + texts.size() + " found");
        }
        rows.add(texts);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public List<String> lines() {
        int[] widths = new int[heading.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(heading);
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringJoiner line = new StringJoiner(GAP);
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.add(toTheRight[i] ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
