package dev.swarmlog.saga.expression;

import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.document.Written.Entry;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.expression.TemplateExpression.Part;
import dev.swarmlog.saga.expression.cel.ExpressionLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value with holes while it is compiled; mutable, used once. */
final class Template {
    private static final String OPENS = "${";
    private static final Comparator<Entry> BY_NAME = Comparator.comparing(Entry::name);

    private final ExpressionCompiler compiler;
    private final Names names;
    private final Problems problems;
    private final String step;
    private final String field;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder fixed = new StringBuilder();
    private boolean right = true;

    Template(ExpressionCompiler compiler, Names names, Problems problems, String step, String field) {
        this.compiler = compiler;
        this.names = names;
        this.problems = problems;
        this.step = step;
        this.field = field;
    }

    /** @param begin where in the text the expression begins; negative where this is no hole */
    record Piece(String text, int begin) {
        boolean isHole() {
            return begin >= 0;
        }
    }

    /** The one hole that a text wholly is; null where it is not. */
    static @Nullable Piece only(String text) {
        if (!text.startsWith(OPENS)) {
            return null;
        }
        int end = end(text, OPENS.length());
        return end == text.length() - 1 ? new Piece(text.substring(OPENS.length(), end), OPENS.length()) : null;
    }

    @Nullable
    Expression of(Written value, ExpressionLimits limits) {
        write(value, field);
        if (!right) {
            return null;
        }
        if (parts.isEmpty()) {
            return new ConstantExpression(field, new Json(fixed.toString()), limits.elementsMax());
        }
        flush();
        return TemplateExpression.of(field, parts, limits);
    }

    private void write(Written value, String path) {
        switch (value) {
            case Written.Text text -> text(text, path);
            case Written.Sequence sequence -> {
                fixed.append('[');
                int index = 0;
                for (Written element : sequence.elements()) {
                    fixed.append(index == 0 ? "" : ",");
                    write(element, path + "[" + index++ + "]");
                }
                fixed.append(']');
            }
            case Written.Mapping mapping -> {
                char before = '{';
                for (Entry entry : mapping.entries().stream().sorted(BY_NAME).toList()) {
                    fixed.append(before);
                    Canonical.quote(entry.name(), fixed);
                    fixed.append(':');
                    write(entry.value(), path + "." + entry.name());
                    before = ',';
                }
                fixed.append(before == '{' ? "{}" : "}");
            }
            case Written.Whole whole -> fixed.append(Canonical.json(whole));
            case Written.Decimal decimal -> fixed.append(Canonical.json(decimal));
            case Written.Truth truth -> fixed.append(Canonical.json(truth));
            case Written.Nothing nothing -> fixed.append(Canonical.json(nothing));
        }
    }

    private void text(Written.Text text, String path) {
        Origin origin = Origin.of(problems, step, path, text);
        Piece only = only(text.text());
        if (only != null) {
            Expression expression = compiler.hole(only, origin, names);
            add(expression == null ? null : new Part.Hole(expression));
            return;
        }
        fixed.append('"');
        for (Piece piece : pieces(text.text(), origin)) {
            if (piece.isHole()) {
                Expression expression = compiler.hole(piece, origin, names);
                add(expression == null ? null : new Part.Inset(expression));
            } else {
                Canonical.escape(piece.text(), fixed);
            }
        }
        fixed.append('"');
    }

    private void add(@Nullable Part part) {
        if (part == null) {
            right = false;
            return;
        }
        flush();
        parts.add(part);
    }

    private void flush() {
        if (!fixed.isEmpty()) {
            parts.add(new Part.Fixed(fixed.toString()));
            fixed.setLength(0);
        }
    }

    private List<Piece> pieces(String text, Origin origin) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int next = 0;
        for (int at = text.indexOf(OPENS); at >= 0; at = text.indexOf(OPENS, next)) {
            if (at > next && text.charAt(at - 1) == '$') {
                plain.append(text, next, at - 1).append(OPENS);
                next = at + OPENS.length();
                continue;
            }
            int begin = at + OPENS.length();
            int end = end(text, begin);
            if (end < 0) {
                origin.at(at).wrong(Spot.BEGIN, "'}' is expected behind '${', found none");
                right = false;
                break;
            }
            plain.append(text, next, at);
            pieces.add(new Piece(plain.toString(), -1));
            pieces.add(new Piece(text.substring(begin, end), begin));
            plain.setLength(0);
            next = end + 1;
        }
        pieces.add(new Piece(plain.append(text.substring(next)).toString(), -1));
        return pieces;
    }

    /** Where the bracket closes that opened before {@code begin}: not within a text, nor one that another opened. */
    private static int end(String text, int begin) {
        int open = 1;
        char quote = 0;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                open++;
            } else if (c == '}' && --open == 0) {
                return i;
            }
        }
        return -1;
    }
}
