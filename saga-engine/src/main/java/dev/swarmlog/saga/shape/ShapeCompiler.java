package dev.swarmlog.saga.shape;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spelling;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.document.Written.Entry;
import dev.swarmlog.saga.core.definition.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a shape of a JSON Schema, or tells all that is wrong with it. Mutable, used once. */
public final class ShapeCompiler {
    private static final Set<String> TYPES =
            new TreeSet<>(Set.of("object", "array", "string", "number", "integer", "boolean", "null"));
    private static final Set<String> DESCRIBING = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "format",
            "$comment",
            "$schema",
            "$id",
            "deprecated",
            "readOnly",
            "writeOnly");
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "anyOf",
            "allOf",
            "oneOf",
            "not",
            "$defs",
            "$ref"));
    private static final String DEFS = "#/$defs/";

    private final String field;
    private final Problems problems;
    private final Map<String, Schema> named = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    private ShapeCompiler(String field, Problems problems) {
        this.field = field;
        this.problems = problems;
    }

    /** What it gives back is good only if no problem was told. */
    public static Shape compile(Written schema, String field, Problems problems) {
        ShapeCompiler compiler = new ShapeCompiler(field, problems);
        if (schema instanceof Written.Mapping mapping) {
            compiler.define(mapping);
        }
        return new JsonShape(compiler.schema(schema));
    }

    /** Names first, so that definitions may refer to each other and to themselves. */
    private void define(Written.Mapping root) {
        for (Entry entry : root.entries()) {
            if (entry.name().equals("$defs") && entry.value() instanceof Written.Mapping definitions) {
                definitions.entries().forEach(definition -> names.add(definition.name()));
                definitions.entries().forEach(definition -> named.put(definition.name(), schema(definition.value())));
            }
        }
    }

    private Schema schema(Written written) {
        return switch (written) {
            case Written.Truth truth -> new Schema(List.of(new Checks.Always(truth.value())));
            case Written.Mapping mapping -> {
                List<Check> checks = new ArrayList<>();
                for (Entry entry : mapping.entries()) {
                    Check check = check(entry);
                    if (check != null) {
                        checks.add(check);
                    }
                }
                Check fields = fields(mapping);
                if (fields != null) {
                    checks.add(fields);
                }
                yield new Schema(List.copyOf(checks));
            }
            default -> {
                wrong(written.at(), "", "a JSON Schema is expected, found " + written.told());
                yield new Schema(List.of());
            }
        };
    }

    private @Nullable Check check(Entry entry) {
        Written value = entry.value();
        String keyword = entry.name();
        return switch (keyword) {
            case "type" -> types(value);
            case "enum" ->
                value instanceof Written.Sequence sequence
                                && !sequence.elements().isEmpty()
                        ? new Checks.OneOfValues(
                                sequence.elements().stream().map(Values::of).toList())
                        : wrong(value, keyword, "a list of values");
            case "const" -> new Checks.OneOfValues(List.of(Values.of(value)));
            case "items" -> new Checks.Elements(schema(value));
            case "uniqueItems" ->
                switch (value) {
                    case Written.Truth truth -> truth.value() ? new Checks.Unique() : null;
                    default -> wrong(value, keyword, "true or false");
                };
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                value instanceof Written.Whole whole && whole.value() >= 0
                        ? new Checks.Size(keyword, whole.value())
                        : wrong(value, keyword, "a whole number from 0 on");
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" -> range(keyword, value);
            case "pattern" -> pattern(value);
            case "anyOf" -> among(keyword, value, 1, Integer.MAX_VALUE);
            case "oneOf" -> among(keyword, value, 1, 1);
            case "allOf" -> among(keyword, value, -1, Integer.MAX_VALUE);
            case "not" -> new Checks.Among(keyword, List.of(schema(value)), 0, 0);
            case "$ref" -> reference(value);
            case "properties", "required", "additionalProperties", "$defs" -> null; // together, or before
            default -> {
                if (!DESCRIBING.contains(keyword)) {
                    wrong(
                            entry.at(),
                            "",
                            "a keyword that is kept here is expected, found '" + Written.Text.glimpse(keyword) + "'"
                                    + Spelling.hint(keyword, KNOWN));
                }
                yield null;
            }
        };
    }

    private @Nullable Check types(Written value) {
        List<Written> all = value instanceof Written.Sequence sequence ? sequence.elements() : List.of(value);
        List<String> types = new ArrayList<>();
        for (Written each : all) {
            if (each instanceof Written.Text text && TYPES.contains(text.text())) {
                types.add(text.text());
            } else {
                String hint = each instanceof Written.Text text ? Spelling.hint(text.text(), TYPES) : "";
                wrong(
                        each.at(),
                        "type",
                        "one of " + String.join(", ", TYPES) + " is expected, found " + each.told() + hint);
            }
        }
        return types.isEmpty() ? null : new Checks.OfType(List.copyOf(types));
    }

    private @Nullable Check range(String keyword, Written value) {
        Object number = Values.of(value);
        boolean isRight = number instanceof Number bound && (!keyword.equals("multipleOf") || bound.doubleValue() > 0);
        return isRight ? new Checks.Range(keyword, (Number) number) : wrong(value, keyword, "a number");
    }

    private @Nullable Check pattern(Written value) {
        if (!(value instanceof Written.Text text)) {
            return wrong(value, "pattern", "a regular expression");
        }
        try {
            return new Checks.Matching(Pattern.compile(text.text()));
        } catch (PatternSyntaxException e) {
            return wrong(value, "pattern", "a regular expression of RE2 (" + e.getDescription() + ")");
        }
    }

    private @Nullable Check among(String keyword, Written value, int min, int max) {
        if (!(value instanceof Written.Sequence sequence) || sequence.elements().isEmpty()) {
            return wrong(value, keyword, "a list of schemas");
        }
        List<Schema> schemas = sequence.elements().stream().map(this::schema).toList();
        return new Checks.Among(keyword, schemas, min < 0 ? schemas.size() : min, max);
    }

    private @Nullable Check reference(Written value) {
        if (!(value instanceof Written.Text text) || !text.text().startsWith(DEFS)) {
            return wrong(value, "$ref", "a reference like " + DEFS + "item");
        }
        String name = text.text().substring(DEFS.length());
        if (!names.contains(name)) {
            wrong(value.at(), "$ref", "a name of $defs is expected, found '" + name + "'" + Spelling.hint(name, names));
            return null;
        }
        Supplier<@Nullable Schema> target = () -> named.get(name);
        return (found, path, look) -> {
            Schema schema = target.get();
            return schema == null ? null : schema.flaw(found, path, look);
        };
    }

    private @Nullable Check fields(Written.Mapping mapping) {
        Map<String, Schema> known = new HashMap<>();
        Set<String> required = new LinkedHashSet<>();
        Schema others = null;
        for (Entry entry : mapping.entries()) {
            switch (entry.name()) {
                case "properties" -> {
                    if (entry.value() instanceof Written.Mapping properties) {
                        properties.entries().forEach(each -> known.put(each.name(), schema(each.value())));
                    } else {
                        wrong(entry.value(), "properties", "a schema for each name");
                    }
                }
                case "required" -> require(entry.value(), required);
                case "additionalProperties" -> others = schema(entry.value());
                default -> {
                    // not of the fields
                }
            }
        }
        return known.isEmpty() && required.isEmpty() && others == null
                ? null
                : new Checks.Fields(Map.copyOf(known), required, others);
    }

    private void require(Written value, Set<String> required) {
        List<Written> all = value instanceof Written.Sequence sequence ? sequence.elements() : List.of(value);
        for (Written each : all) {
            if (value instanceof Written.Sequence && each instanceof Written.Text text) {
                required.add(text.text());
            } else {
                wrong(each, "required", "a list of names");
            }
        }
    }

    private @Nullable Check wrong(Written value, String keyword, String expected) {
        wrong(value.at(), keyword, expected + " is expected, found " + value.told());
        return null;
    }

    private void wrong(Spot at, String keyword, String text) {
        problems.add(at, "", keyword.isEmpty() ? field : field + "." + keyword, text);
    }
}
