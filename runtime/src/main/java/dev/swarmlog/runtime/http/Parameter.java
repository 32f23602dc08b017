package dev.swarmlog.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.swarmlog.runtime.http.shape.Decimal;
import dev.swarmlog.runtime.http.shape.Flag;
import dev.swarmlog.runtime.http.shape.Flaw;
import dev.swarmlog.runtime.http.shape.Items;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.runtime.http.shape.Whole;
import java.math.BigDecimal;
import java.util.List;

/**
 * A parameter of a query.
 *
 * @param shape a {@link Shape#list} may be said several times, anything else once
 * @param fallback what holds where it is not said, as text; empty for nothing
 */
public record Parameter(String name, Shape shape, String fallback, String what) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Notes all that is wrong with what was said, if anything was. */
    void check(List<String> said, List<Flaw> flaws) {
        if (said.size() > 1 && !isRepeatable()) {
            flaws.add(new Flaw(name, "once is enough, not " + said.size() + " times"));
            return;
        }
        if (shape instanceof Items(Shape each, int max) && said.size() > max) {
            flaws.add(new Flaw(name, "at most " + max + " are expected, not " + said.size()));
            return;
        }
        Shape each = shape instanceof Items(Shape one, int max) ? one : shape;
        said.forEach(word -> each.check(value(each, word), name, flaws));
    }

    /** What holds without it, of its own kind. */
    JsonNode fallbackValue() {
        return value(shape, fallback);
    }

    boolean isRepeatable() {
        return shape instanceof Items;
    }

    /** A word as JSON of the kind that is expected, where it can be that; else as the text that it is. */
    private static JsonNode value(Shape shape, String word) {
        try {
            return switch (shape) {
                case Whole whole -> JSON.numberNode(Long.parseLong(word));
                case Decimal decimal -> DecimalNode.valueOf(new BigDecimal(word));
                case Flag flag
                when word.equals("true") || word.equals("false") -> JSON.booleanNode(word.equals("true"));
                default -> JSON.textNode(word);
            };
        } catch (NumberFormatException e) {
            return JSON.textNode(word);
        }
    }
}
