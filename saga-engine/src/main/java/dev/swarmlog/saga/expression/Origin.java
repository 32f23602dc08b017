package dev.swarmlog.saga.expression;

import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;

/**
 * Where an expression comes from, and where to tell what is wrong with it.
 *
 * @param text the value that it is, or stands in
 * @param begin where in that value it begins
 */
record Origin(Problems problems, String step, String field, Written.Text text, Spot begin) {
    static Origin of(Problems problems, String step, String field, Written.Text text) {
        return new Origin(problems, step, field, text, Spot.BEGIN);
    }

    /** Where a hole in the text begins. */
    Origin at(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < index; i++) {
            boolean ends = text.text().charAt(i) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        return new Origin(problems, step, field, text, new Spot(line, column));
    }

    /** @param at within the expression */
    void wrong(Spot at, String message) {
        Spot spot = at.line() == 1
                ? text.at(begin.line(), begin.column() + at.column() - 1)
                : text.at(begin.line() + at.line() - 1, at.column());
        problems.add(spot, step, field, message);
    }

    String source(String expression) {
        return field + " '" + Written.Text.glimpse(expression) + "'";
    }
}
