package dev.swarmlog.cli.view;

/** One line of a picture that never grows beyond its width, whatever is put on it, and however colourful. */
public final class Line {
    private final int width;
    private final boolean colours;
    private final StringBuilder text = new StringBuilder();
    private int used;

    public Line(int width, boolean colours) {
        this.width = width;
        this.colours = colours;
    }

    public Line add(String piece) {
        return add(piece, Ink.PLAIN);
    }

    public Line add(String piece, Ink ink) {
        String cut = piece.substring(0, Math.min(piece.length(), width - used));
        text.append(colours ? ink.paint(cut) : cut);
        used += cut.length();
        return this;
    }

    /** Goes on at this column, or where the line is when it is there already. */
    public Line tab(int column) {
        return add(" ".repeat(Math.max(0, column - used)));
    }

    /** The piece at the very right, if there is room. */
    public Line right(String piece, Ink ink) {
        return tab(width - piece.length()).add(piece, ink);
    }

    /** Another line at this one's end. */
    public Line append(Line other) {
        text.append(other.text);
        used += other.used;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
