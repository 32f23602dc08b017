package dev.swarmlog.document;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Single values of a document: what is not quoted and looks like JSON's null, truth or number is that, all else is text. */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,18})");
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,99})(?:\\.[0-9]{1,100})?(?:[eE][-+]?[0-9]{1,4})?");

    private final String text;
    private @Nullable List<String> lines;

    Scalars(String text) {
        this.text = text;
    }

    Written value(Spot at, ScalarEvent scalar) {
        String value = scalar.getValue();
        if (!scalar.isPlain() || scalar.getTag().isPresent()) {
            return new Written.Text(at, value, begin(at, scalar));
        }
        return switch (value) {
            case "", "null" -> new Written.Nothing(at);
            case "true" -> new Written.Truth(at, true);
            case "false" -> new Written.Truth(at, false);
            default ->
                NUMBER.matcher(value).matches() ? number(at, value) : new Written.Text(at, value, begin(at, scalar));
        };
    }

    private static Written number(Spot at, String value) {
        if (WHOLE.matcher(value).matches()) {
            try {
                return new Written.Whole(at, Long.parseLong(value));
            } catch (NumberFormatException e) {
                // too large for a long, as is any longer one
            }
        }
        double number = Double.parseDouble(value);
        return Double.isFinite(number) ? new Written.Decimal(at, number, value) : new Written.Text(at, value, at);
    }

    private @Nullable Spot begin(Spot at, ScalarEvent scalar) {
        if (scalar.isLiteral()) {
            return beginOfBlock(at);
        }
        boolean onOneLine = scalar.getStartMark().isPresent()
                && scalar.getEndMark().isPresent()
                && scalar.getStartMark().get().getLine()
                        == scalar.getEndMark().get().getLine();
        if (!onOneLine || scalar.isFolded()) {
            return null;
        }
        int quotes = scalar.isPlain() ? 0 : 1;
        int length = scalar.getEndMark().get().getIndex()
                - scalar.getStartMark().get().getIndex();
        boolean escaped = scalar.getValue().codePointCount(0, scalar.getValue().length()) + 2 * quotes != length;
        return escaped ? null : new Spot(at.line(), at.column() + quotes);
    }

    /** The text of a block begins in the next line, behind the indentation that all its lines share. */
    private @Nullable Spot beginOfBlock(Spot at) {
        List<String> all = lines;
        if (all == null) {
            all = text.lines().toList();
            lines = all;
        }
        for (String line : all.subList(Math.min(at.line(), all.size()), all.size())) {
            if (!line.isBlank()) {
                return new Spot(
                        at.line() + 1, line.length() - line.stripLeading().length() + 1);
            }
        }
        return null;
    }
}
