package dev.swarmlog.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of a document, and where it stands. */
public sealed interface Written {
    Spot at();

    /** What it is, as people call it, with a glimpse of it: {@code the text 'soon'}. */
    String told();

    /**
     * A text.
     *
     * @param begin where its first character stands; null where lines were folded or characters escaped
     */
    record Text(Spot at, String text, @Nullable Spot begin) implements Written {
        private static final int GLIMPSE_CHARS = 60;

        /** The place of a character within the text, as near as can be said. */
        public Spot at(int line, int column) {
            Spot first = begin;
            return first == null ? at : new Spot(first.line() + line - 1, first.column() + column - 1);
        }

        @Override
        public String told() {
            return "'" + glimpse(text) + "'";
        }

        public static String glimpse(String text) {
            return text.length() <= GLIMPSE_CHARS ? text : text.substring(0, GLIMPSE_CHARS - 3) + "...";
        }
    }

    record Whole(Spot at, long value) implements Written {
        @Override
        public String told() {
            return "the number " + value;
        }
    }

    /**
     * A number that is no whole one, or too large for one.
     *
     * @param text as it was written
     */
    record Decimal(Spot at, double value, String text) implements Written {
        @Override
        public String told() {
            return "the number " + text;
        }
    }

    record Truth(Spot at, boolean value) implements Written {
        @Override
        public String told() {
            return String.valueOf(value);
        }
    }

    record Nothing(Spot at) implements Written {
        @Override
        public String told() {
            return "nothing";
        }
    }

    record Sequence(Spot at, List<Written> elements) implements Written {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String told() {
            return "a list";
        }
    }

    record Mapping(Spot at, List<Entry> entries) implements Written {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String told() {
            return "fields";
        }
    }

    /** One name and what it stands for. */
    record Entry(Spot at, String name, Written value) {}
}
