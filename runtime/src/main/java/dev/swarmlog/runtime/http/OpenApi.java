package dev.swarmlog.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 document of what a process serves, made of the routes that it runs. */
public final class OpenApi {
    private static final Pattern IN_PATH = Pattern.compile("\\{(\\w+)}");

    private static final Pattern NO_WORD = Pattern.compile("\\W+");

    private OpenApi() {}

    public static Map<String, Object> document(List<RouteGroup> groups) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        Map<String, Object> tags = new LinkedHashMap<>();
        List<BorrowedRoutes> borrowed = new ArrayList<>();
        for (RouteGroup group : groups) {
            if (group instanceof BorrowedRoutes others) {
                borrowed.add(others);
                continue;
            }
            tags.put(group.name(), group.what());
            for (Route route : group.routes()) {
                paths.computeIfAbsent(route.path(), _ -> new TreeMap<>())
                        .put(route.verb().name().toLowerCase(Locale.ROOT), operation(group, route));
            }
        }
        borrowed.stream().flatMap(group -> group.documents().stream()).forEach(other -> add(other, paths, tags));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.1");
        document.put(
                "info",
                Map.of(
                        "title", "Swarmlog",
                        "version", "1",
                        "description",
                                "What is wrong is answered with problem details (RFC 9457); `errors` names each field"
                                        + " and the reason. Where tokens are asked for, each route says which role it"
                                        + " needs."));
        document.put(
                "tags",
                tags.entrySet().stream()
                        .map(tag -> Map.of("name", tag.getKey(), "description", tag.getValue()))
                        .toList());
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    /** What this server has itself stands above what others have under the same path. */
    private static void add(JsonNode other, Map<String, Map<String, Object>> paths, Map<String, Object> tags) {
        other.path("tags")
                .forEach(tag -> tags.putIfAbsent(
                        tag.path("name").asText(), tag.path("description").asText()));
        other.path("paths").properties().forEach(path -> {
            Map<String, Object> verbs = paths.computeIfAbsent(path.getKey(), _ -> new TreeMap<>());
            path.getValue().properties().forEach(verb -> verbs.putIfAbsent(verb.getKey(), verb.getValue()));
        });
    }

    private static Map<String, Object> operation(RouteGroup group, Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(group.name()));
        operation.put("summary", route.what());
        operation.put("operationId", operationId(route));
        if (route.role() != Role.ANYBODY) {
            operation.put("description", "Role: " + route.role().name().toLowerCase(Locale.ROOT));
            operation.put("security", List.of(Map.of("token", List.of())));
        }
        List<Object> parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        Route.Body body = route.body();
        if (body != null) {
            operation.put(
                    "requestBody",
                    Map.of("required", body.required(), "content", content(body.contentType(), body.shape())));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    /** As {@code getAgentsId}; there is only one route of a verb and path. */
    private static String operationId(Route route) {
        StringBuilder id = new StringBuilder(route.verb().name().toLowerCase(Locale.ROOT));
        for (String word : NO_WORD.split(route.path(), -1)) {
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return id.toString();
    }

    private static List<Object> parameters(Route route) {
        List<Object> parameters = new ArrayList<>();
        IN_PATH.matcher(route.path())
                .results()
                .map(MatchResult::group)
                .map(name -> name.substring(1, name.length() - 1))
                .forEach(name -> parameters.add(Map.of(
                        "name",
                        name,
                        "in",
                        "path",
                        "required",
                        true,
                        "schema",
                        Shape.text().schema())));
        for (Parameter parameter : route.query()) {
            Map<String, Object> schema = new LinkedHashMap<>(parameter.shape().schema());
            if (!parameter.fallback().isEmpty()) {
                schema.put("default", parameter.fallbackValue());
            }
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", parameter.name());
            shown.put("in", "query");
            shown.put("description", parameter.what());
            shown.put("schema", schema);
            parameters.add(shown);
        }
        return parameters;
    }

    private static Map<String, Object> responses(Route route) {
        Map<String, Object> responses = new LinkedHashMap<>();
        route.answers().forEach((status, answer) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("description", answer.what());
            if (!answer.contentType().isEmpty()) {
                shown.put("content", content(answer.contentType(), answer.shape()));
            }
            responses.put(String.valueOf(status), shown);
        });
        responses.put("default", Map.of("$ref", "#/components/responses/Problem"));
        return responses;
    }

    private static Map<String, Object> content(String type, Shape shape) {
        return Map.of(type, Map.of("schema", shape.schema()));
    }

    private static Map<String, Object> components() {
        Shape flaw = Shape.object()
                .with("field", Shape.text(1_000), "Where, as routing.tags[2]; empty for the whole")
                .with("reason", Shape.text(10_000), "");
        Shape problem = Shape.object()
                .with("type", Shape.text(), "")
                .with("title", Shape.text(), "")
                .with("status", Shape.whole(400, 599), "")
                .with("detail", Shape.text(100_000), "What was expected, and what was found")
                .with("instance", Shape.text(10_000), "The path that was asked")
                .or("errors", Shape.list(flaw, 10_000), "Each thing that is wrong")
                .andMore();
        return Map.of(
                "securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")),
                "schemas", Map.of("Problem", problem.schema()),
                "responses",
                        Map.of(
                                "Problem",
                                Map.of(
                                        "description",
                                        "Problem details",
                                        "content",
                                        Map.of(
                                                "application/problem+json",
                                                Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))))));
    }
}
