package dev.swarmlog.saga.expression;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.json.JsonValues;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The commonest expression, {@code input.order.id}: the value is cut out of the document that it stands in, as it stands
 * there, without a look at the rest. CEL would say the same, after it has read all of it.
 */
record PathExpression(String source, Root root, List<String> fields, int elementsMax) implements Expression {
    @Override
    public Set<String> steps() {
        return root instanceof Root.StepOutput output ? Set.of(output.name()) : Set.of();
    }

    @Override
    public boolean isConstant() {
        return false;
    }

    @Override
    public Json evaluate(Scope scope) throws FormulaException {
        Json whole = root.json(scope);
        return fields.isEmpty() ? whole : new Json(cut(whole.text()));
    }

    private String cut(String text) throws FormulaException {
        try (JsonParser parser = JsonValues.parser(text)) {
            parser.nextToken();
            for (int i = 0; i < fields.size(); i++) {
                enter(parser, i);
            }
            return JsonValues.cut(parser, text);
        } catch (IOException e) {
            throw failed(root.told() + " is no JSON");
        }
    }

    private void enter(JsonParser parser, int depth) throws IOException, FormulaException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw failed(before(depth) + " is expected to have fields, found " + JsonValues.told(parser));
        }
        String name = fields.get(depth);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(name);
            parser.nextToken();
            if (found) {
                return;
            }
            parser.skipChildren();
        }
        throw failed(before(depth) + " has no field '" + name + "'");
    }

    private String before(int depth) {
        StringBuilder path = new StringBuilder(root.told());
        fields.subList(0, depth).forEach(field -> path.append('.').append(field));
        return path.toString();
    }
}
