package dev.swarmlog.saga.shape;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The things that a schema can ask of a value, one for each keyword or family of them. */
final class Checks {
    private Checks() {}

    record OfType(List<String> types) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            for (String type : types) {
                if (Values.isOfType(value, type)) {
                    return null;
                }
            }
            return expected(path, String.join(" or ", types), value);
        }
    }

    /** Of {@code enum}, and of {@code const}, which is one of one. */
    record OneOfValues(List<Object> values) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            for (Object each : values) {
                if (Values.same(each, value)) {
                    return null;
                }
            }
            List<String> told = values.stream().limit(10).map(Values::told).toList();
            return expected(path, (values.size() == 1 ? "" : "one of ") + String.join(", ", told), value);
        }
    }

    record Fields(
            Map<String, Schema> known,
            Set<String> required,
            @Nullable Schema others) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            if (!(value instanceof Map<?, ?> fields)) {
                return null;
            }
            for (String name : required) {
                if (!fields.containsKey(name)) {
                    return where(path) + "a field '" + name + "' is expected, found none";
                }
            }
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                String name = String.valueOf(field.getKey());
                Schema schema = known.getOrDefault(name, others);
                String inner = path.isEmpty() ? name : path + "." + name;
                String flaw = schema == null ? null : schema.flaw(field.getValue(), inner, look);
                if (flaw != null) {
                    return flaw;
                }
            }
            return null;
        }
    }

    record Elements(Schema each) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            if (!(value instanceof List<?> list)) {
                return null;
            }
            for (int i = 0; i < list.size(); i++) {
                String flaw = each.flaw(list.get(i), path + "[" + i + "]", look);
                if (flaw != null) {
                    return flaw;
                }
            }
            return null;
        }
    }

    record Unique() implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            List<Object> seen = new ArrayList<>();
            for (Object each : value instanceof List<?> list ? list : List.of()) {
                for (Object before : seen) {
                    look.enter();
                    look.leave();
                    if (Values.same(before, each)) {
                        return where(path) + "each element once is expected, found " + Values.told(each) + " again";
                    }
                }
                seen.add(each);
            }
            return null;
        }
    }

    /** How many characters, elements or fields. */
    record Size(String keyword, long bound) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            long size = size(value);
            boolean isMin = keyword.startsWith("min");
            if (size < 0 || (isMin ? size >= bound : size <= bound)) {
                return null;
            }
            String what =
                    keyword.endsWith("Length") ? " characters" : keyword.endsWith("Items") ? " elements" : " fields";
            return where(path) + "at " + (isMin ? "least " : "most ") + bound + what + " are expected, found " + size;
        }

        private long size(Object value) {
            return switch (value) {
                case String text when keyword.endsWith("Length") -> text.codePointCount(0, text.length());
                case List<?> list when keyword.endsWith("Items") -> list.size();
                case Map<?, ?> fields when keyword.endsWith("Properties") -> fields.size();
                default -> -1;
            };
        }
    }

    record Range(String keyword, Number bound) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            if (!(value instanceof Number number)) {
                return null;
            }
            int compared = Values.compare(number, bound);
            String wanted = switch (keyword) {
                case "minimum" -> compared >= 0 ? "" : "at least ";
                case "maximum" -> compared <= 0 ? "" : "at most ";
                case "exclusiveMinimum" -> compared > 0 ? "" : "more than ";
                case "exclusiveMaximum" -> compared < 0 ? "" : "less than ";
                default -> isMultiple(number) ? "" : "a multiple of ";
            };
            return wanted.isEmpty() ? null : expected(path, wanted + bound, value);
        }

        private boolean isMultiple(Number number) {
            double parts = number.doubleValue() / bound.doubleValue();
            return parts == Math.rint(parts);
        }
    }

    record Matching(Pattern pattern) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            return !(value instanceof String text) || pattern.matcher(text).find()
                    ? null
                    : expected(path, "a text like " + pattern.pattern(), value);
        }
    }

    /** Of {@code anyOf}, {@code oneOf} and {@code not}: so many of these schemas must hold. */
    record Among(String keyword, List<Schema> schemas, int min, int max) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            int held = 0;
            String first = null;
            for (Schema schema : schemas) {
                String flaw = schema.flaw(value, path, look);
                held += flaw == null ? 1 : 0;
                first = first == null ? flaw : first;
            }
            if (held >= min && held <= max) {
                return null;
            }
            String why = held == 0 && first != null ? "; of the first: " + first : "";
            return where(path) + "what " + keyword + " says is expected, found " + held + " of " + schemas.size()
                    + " that hold" + why;
        }
    }

    /** {@code true}, which holds for all, and {@code false}, which holds for nothing. */
    record Always(boolean holds) implements Check {
        @Override
        public @Nullable String flaw(Object value, String path, Look look) {
            return holds ? null : where(path) + "nothing is expected here, found " + Values.told(value);
        }
    }

    static String expected(String path, String wanted, Object found) {
        return where(path) + wanted + " is expected, found " + Values.told(found);
    }

    private static String where(String path) {
        return path.isEmpty() ? "" : path + ": ";
    }
}
