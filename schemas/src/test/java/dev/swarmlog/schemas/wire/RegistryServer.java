package dev.swarmlog.schemas.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry that answers what a test tells it to: what was planned once, in order, and then what it always answers. */
final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Deque<Answer> planned = new ConcurrentLinkedDeque<>();
    private final Map<String, Answer> always = new ConcurrentHashMap<>();

    record Request(String method, String path, String body, String contentType, String authorization) {}

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    RegistryServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static Answer json(int status, String body) {
        return exchange -> {
            byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, utf8.length);
            exchange.getResponseBody().write(utf8);
        };
    }

    static Answer error(int status, int code, String message) {
        return json(status, "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    RegistryServer then(Answer answer) {
        planned.add(answer);
        return this;
    }

    RegistryServer always(String path, Answer answer) {
        always.put(path, answer);
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    path,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    header(exchange, "Content-Type"),
                    header(exchange, "Authorization")));
            Answer next = planned.poll();
            if (next == null) {
                next = always.getOrDefault(path, json(404, "<html>nothing here</html>"));
            }
            next.to(exchange);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().containsKey(name)
                ? exchange.getRequestHeaders().getFirst(name)
                : "";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
