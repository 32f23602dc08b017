package dev.swarmlog.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.swarmlog.runtime.http.access.Caller;
import dev.swarmlog.runtime.http.shape.Flaw;
import dev.swarmlog.runtime.http.shape.Shape;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request to a route, after it was held against what the route says of itself. For one thread. */
public final class Call {
    /** Numbers go through as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Context ctx;
    private final Caller caller;
    private final Map<String, Parameter> parameters;
    private final JsonNode body;

    private Call(Context ctx, Caller caller, Map<String, Parameter> parameters, JsonNode body) {
        this.ctx = ctx;
        this.caller = caller;
        this.parameters = parameters;
        this.body = body;
    }

    /** Throws the {@link Problem} of all that is wrong with the request. */
    static Call of(Context ctx, Caller caller, Route route) {
        List<Flaw> flaws = new ArrayList<>();
        ctx.pathParamMap()
                .forEach((name, value) ->
                        Shape.text().check(JSON.getNodeFactory().textNode(value), name, flaws));
        Map<String, Parameter> parameters =
                route.query().stream().collect(Collectors.toMap(Parameter::name, parameter -> parameter));
        ctx.queryParamMap().forEach((name, values) -> {
            Parameter parameter = parameters.get(name);
            if (parameter == null) {
                Set<String> known = new TreeSet<>(parameters.keySet());
                flaws.add(new Flaw(name, "there is no such parameter; there are " + known));
            } else {
                parameter.check(values, flaws);
            }
        });
        JsonNode body = body(ctx, route.body(), flaws);
        if (!flaws.isEmpty()) {
            throw Problem.of(flaws);
        }
        return new Call(ctx, caller, parameters, body);
    }

    private static JsonNode body(Context ctx, Route.@Nullable Body expected, List<Flaw> flaws) {
        JsonNode nothing = JSON.createObjectNode();
        if (expected == null) {
            return nothing;
        }
        JsonNode read = nothing;
        if (!expected.isJson()) {
            read = JSON.getNodeFactory().textNode(ctx.body());
        } else if (expected.required() || ctx.bodyAsBytes().length > 0) {
            read = json(ctx.bodyAsBytes());
        }
        expected.shape().check(read, "", flaws);
        return read;
    }

    private static JsonNode json(byte[] bytes) {
        try {
            JsonNode read = JSON.readTree(bytes);
            if (read.isMissingNode()) {
                throw Problem.bad("", "a JSON object is expected, not an empty body");
            }
            return read;
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            String place = where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
            throw Problem.bad("", "not JSON: " + e.getOriginalMessage() + place);
        } catch (NumberFormatException e) { // of exponents that no decimal has, Jackson says it this way
            throw Problem.bad("", "a number is too large: " + e.getMessage());
        } catch (IOException e) {
            throw Problem.bad("", "the body could not be read: " + e.getMessage());
        }
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** A part of the path. */
    public String path(String name) {
        return ctx.pathParam(name);
    }

    /** A parameter of the query, or what holds without it. */
    public String text(String name) {
        String said = ctx.queryParam(name);
        return said == null ? parameter(name).fallback() : said;
    }

    /** All that was said of a parameter that may be said several times. */
    public List<String> texts(String name) {
        return parameter(name).isRepeatable() ? ctx.queryParams(name) : List.of(text(name));
    }

    /** A parameter that is a whole number and has a value that holds without it. */
    public long whole(String name) {
        return Long.parseLong(text(name));
    }

    /** A parameter that is true or false; false where it is not said. */
    public boolean isOn(String name) {
        return text(name).equals("true");
    }

    public boolean has(String name) {
        return ctx.queryParam(parameter(name).name()) != null;
    }

    /** The JSON object that came, of the route's shape; without fields where none was asked for. */
    public JsonNode body() {
        return body;
    }

    /** The text that came. */
    public String bodyText() {
        return body.asText();
    }

    /** A field of the body; empty where it is missing. */
    public String field(String name) {
        JsonNode found = body.path(name);
        return found.isMissingNode() || found.isNull() ? "" : found.asText();
    }

    /** What a check of ours throws is answered as a bad request. */
    public static <T> T checked(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (IllegalArgumentException e) {
            throw Problem.of(e);
        }
    }

    /** Answers with JSON. */
    public void json(Object answer) {
        ctx.json(answer);
    }

    /** Answers with JSON and a status of its own. */
    public void json(int status, Object answer) {
        ctx.status(status).json(answer);
    }

    /** Answers that something new is to be found at a path. */
    public void created(String path, Object answer) {
        ctx.status(201).header("Location", path).json(answer);
    }

    /** Answers with server-sent events. */
    public EventStream stream() throws IOException {
        return EventStream.begin(ctx);
    }

    /** The request as the library has it: headers, and answers of other kinds. */
    public Context http() {
        return ctx;
    }

    private Parameter parameter(String name) {
        Parameter known = parameters.get(name);
        if (known == null) {
            throw new IllegalStateException("the route does not tell of a parameter " + name);
        }
        return known;
    }
}
