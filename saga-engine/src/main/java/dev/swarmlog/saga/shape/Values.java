package dev.swarmlog.saga.shape;

import dev.cel.common.values.NullValue;
import dev.swarmlog.document.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON values as JSON Schema compares and names them. */
final class Values {
    private Values() {}

    static boolean isOfType(Object value, String type) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value instanceof NullValue;
            case "number" -> value instanceof Long || value instanceof Double;
            case "integer" -> value instanceof Long || (value instanceof Double number && number == Math.rint(number));
            default -> false;
        };
    }

    static String told(Object value) {
        return switch (value) {
            case Map<?, ?> object -> "an object";
            case List<?> array -> "a list of " + array.size();
            case String text -> "'" + Written.Text.glimpse(text) + "'";
            case NullValue nothing -> "null";
            default -> String.valueOf(value);
        };
    }

    /** 1 and 1.0 are the same number here, as JSON Schema has it. */
    static boolean same(Object one, Object other) {
        return switch (one) {
            case Number number when other instanceof Number another -> compare(number, another) == 0;
            case List<?> list when other instanceof List<?> another -> sameElements(list, another);
            case Map<?, ?> map when other instanceof Map<?, ?> another -> sameFields(map, another);
            default -> one.equals(other);
        };
    }

    static int compare(Number one, Number other) {
        return one instanceof Long && other instanceof Long
                ? Long.compare(one.longValue(), other.longValue())
                : Double.compare(one.doubleValue(), other.doubleValue());
    }

    private static boolean sameElements(List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameFields(Map<?, ?> one, Map<?, ?> other) {
        if (!one.keySet().equals(other.keySet())) {
            return false;
        }
        for (Map.Entry<?, ?> field : one.entrySet()) {
            Object another = other.get(field.getKey());
            if (another == null || !same(field.getValue(), another)) {
                return false;
            }
        }
        return true;
    }

    static Object of(Written written) {
        return switch (written) {
            case Written.Text text -> text.text();
            case Written.Whole whole -> whole.value();
            case Written.Decimal decimal -> decimal.value();
            case Written.Truth truth -> truth.value();
            case Written.Nothing nothing -> NullValue.NULL_VALUE;
            case Written.Sequence sequence -> {
                List<Object> elements = new ArrayList<>();
                sequence.elements().forEach(element -> elements.add(of(element)));
                yield elements;
            }
            case Written.Mapping mapping -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> fields.put(entry.name(), of(entry.value())));
                yield fields;
            }
        };
    }
}
