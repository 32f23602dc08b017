package dev.swarmlog.standalone.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP edge: finds the action for a method and a path, gives it the request, and answers with its result as JSON. */
final class JsonRoutes implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JsonRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String PARAMETER = "*";
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int DRAINED_BYTES_MAX = 16 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int OUR_FAULT = 500;

    private final List<Route> routes = new ArrayList<>();

    /** What came: the path's variable parts in their order, the query, and the body or a missing node. */
    record Request(List<String> path, Map<String, String> query, JsonNode body) {
        String path(int index) {
            return path.get(index);
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(query.getOrDefault(name, "false"));
        }
    }

    @FunctionalInterface
    interface Action {
        Object answer(Request request);
    }

    private record Route(String method, List<String> parts, Action action) {
        boolean matches(List<String> path) {
            if (path.size() != parts.size()) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).equals(PARAMETER) && !parts.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        List<String> variables(List<String> path) {
            List<String> found = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).equals(PARAMETER)) {
                    found.add(path.get(i));
                }
            }
            return found;
        }
    }

    /** In the path, {@code *} stands for a variable part. */
    JsonRoutes on(String method, String path, Action action) {
        routes.add(new Route(method, split(path), action));
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, OK, answer(exchange));
            } catch (RegistryRefusal refusal) {
                send(exchange, refusal.status(), error(refusal.code(), String.valueOf(refusal.getMessage())));
            } catch (RuntimeException bug) {
                LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), bug);
                send(exchange, OUR_FAULT, error(OUR_FAULT, "Internal error: " + bug));
            }
        }
    }

    private Object answer(HttpExchange exchange) throws IOException {
        List<String> path = split(exchange.getRequestURI().getRawPath());
        List<Route> there = routes.stream().filter(route -> route.matches(path)).toList();
        if (there.isEmpty()) {
            throw new RegistryRefusal(NOT_FOUND, "HTTP 404 Not Found");
        }
        Optional<Route> asked = there.stream()
                .filter(route -> route.method().equals(exchange.getRequestMethod()))
                .findFirst();
        if (asked.isEmpty()) {
            throw new RegistryRefusal(NOT_ALLOWED, "HTTP 405 Method Not Allowed");
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        return asked.get().action().answer(new Request(asked.get().variables(path), query, body(exchange)));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            // a client that is still sending would miss the answer; one that goes on and on misses it
            exchange.getRequestBody().skip(DRAINED_BYTES_MAX);
            exchange.getResponseHeaders().set("Connection", "close");
            throw new RegistryRefusal(TOO_LARGE, "a request has at most " + BODY_BYTES_MAX + " bytes");
        }
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw RegistryRefusal.badRequest("the request is no JSON: " + e.getOriginalMessage());
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, Object> error(int code, String message) {
        return Map.of("error_code", code, "message", message);
    }

    private static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(decode(part));
            }
        }
        return parts;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] nameAndValue = pair.split("=", 2);
                query.put(decode(nameAndValue[0]), nameAndValue.length == 2 ? decode(nameAndValue[1]) : "");
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RegistryRefusal.badRequest("'" + text + "' is not URL-encoded");
        }
    }
}
