package dev.swarmlog.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.swarmlog.runtime.http.BorrowedRoutes;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.access.Role;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The other services' routes, where those run in processes of their own: what is asked here goes on to one that has it, as
 * its document tells, and the answer comes back as it comes. So there is one door, and each service stays the only one
 * that knows its own state. Thread-safe.
 */
final class Neighbours implements BorrowedRoutes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final Duration DOCUMENT_MAX = Duration.ofSeconds(2);

    /** Longer than any route lets anybody wait. */
    private static final Duration ANSWER_MAX = Duration.ofMinutes(65);

    private static final List<String> HEADERS_THERE = List.of(
            "Authorization", "Content-Type", "Accept", "Last-Event-ID", "If-None-Match", "traceparent", "tracestate");
    private static final List<String> HEADERS_BACK = List.of(
            "Content-Type",
            "Location",
            "Retry-After",
            "WWW-Authenticate",
            "ETag",
            "Cache-Control",
            "X-Accel-Buffering");
    private static final Pattern IN_PATH = Pattern.compile("\\{\\w+}");
    private static final int CHUNK_BYTES = 16_384;

    private final List<URI> addresses;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Map<URI, Neighbour> known = Map.of();
    private volatile long knownAtNanos = System.nanoTime() - FRESH_NANOS;

    /** One of them, and by which verb and path it is asked. */
    private record Neighbour(URI address, JsonNode document, List<Way> ways) {
        static Neighbour of(URI address, JsonNode document) {
            List<Way> ways = new ArrayList<>();
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .fieldNames()
                            .forEachRemaining(verb -> ways.add(new Way(verb, pattern(path.getKey())))));
            return new Neighbour(address, document, ways);
        }

        boolean has(String verb, String path) {
            return ways.stream()
                    .anyMatch(way -> way.verb.equalsIgnoreCase(verb)
                            && way.path.matcher(path).matches());
        }
    }

    private record Way(String verb, Pattern path) {}

    Neighbours(List<URI> addresses) {
        this.addresses = addresses;
    }

    @Override
    public String name() {
        return "neighbours";
    }

    @Override
    public String what() {
        return "What other services have.";
    }

    @Override
    public List<Route> routes() {
        String anything = "/<path>";
        return List.of(
                Route.get(anything, "", this::forward).by(Role.VIEWER),
                Route.post(anything, "", this::forward).by(Role.VIEWER),
                Route.put(anything, "", this::forward).by(Role.VIEWER),
                Route.delete(anything, "", this::forward).by(Role.VIEWER));
    }

    @Override
    public List<JsonNode> documents() {
        return known().values().stream().map(Neighbour::document).toList();
    }

    /** Who needs which role, the neighbour says, by the same tokens. */
    private void forward(Call call) throws InterruptedException {
        Context ctx = call.http();
        HandlerType verb = ctx.method();
        List<Neighbour> able = known().values().stream()
                .filter(each -> each.has(verb.name(), ctx.path()))
                .toList();
        if (able.isEmpty()) {
            throw new Problem(
                    HttpStatus.NOT_FOUND.getCode(),
                    "neither this service nor a neighbour that answers has " + verb + " " + ctx.path());
        }
        int first = Math.floorMod(turn.getAndIncrement(), able.size());
        for (int i = 0; i < able.size(); i++) {
            Neighbour neighbour = able.get((first + i) % able.size());
            try {
                HttpResponse<InputStream> answer =
                        http.send(request(neighbour.address, ctx), BodyHandlers.ofInputStream());
                giveBack(answer, ctx);
                return;
            } catch (ConnectException | HttpConnectTimeoutException e) {
                // It took nothing; the next one may.
                knownAtNanos = System.nanoTime() - FRESH_NANOS;
            } catch (IOException e) {
                throw new Problem(
                        HttpStatus.BAD_GATEWAY.getCode(),
                        "a service behind this one broke off; what was asked may be done all the same");
            }
        }
        throw new Problem(HttpStatus.BAD_GATEWAY.getCode(), "no service that has this can be reached");
    }

    private static HttpRequest request(URI address, Context ctx) {
        String query = ctx.queryString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address + ctx.req().getRequestURI() + (query == null ? "" : "?" + query)))
                .timeout(ANSWER_MAX)
                .method(ctx.method().name(), BodyPublishers.ofByteArray(ctx.bodyAsBytes()));
        for (String header : HEADERS_THERE) {
            Optional.ofNullable(ctx.header(header)).ifPresent(value -> request.header(header, value));
        }
        return request.build();
    }

    /** As it comes, so that events are not held back. */
    private static void giveBack(HttpResponse<InputStream> answer, Context ctx) throws IOException {
        ctx.status(answer.statusCode());
        for (String header : HEADERS_BACK) {
            answer.headers().firstValue(header).ifPresent(value -> ctx.header(header, value));
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream from = answer.body()) {
            OutputStream to = ctx.res().getOutputStream();
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                if (!write(to, chunk, read)) {
                    return;
                }
                ctx.res().flushBuffer();
            }
        }
    }

    /** False where the client went. */
    private static boolean write(OutputStream to, byte[] chunk, int bytes) {
        try {
            to.write(chunk, 0, bytes);
            to.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private Map<URI, Neighbour> known() {
        if (System.nanoTime() - knownAtNanos >= FRESH_NANOS) {
            look();
        }
        return known;
    }

    private synchronized void look() {
        if (System.nanoTime() - knownAtNanos < FRESH_NANOS) {
            return;
        }
        Map<URI, Neighbour> answering = new LinkedHashMap<>();
        for (URI address : addresses) {
            document(address).ifPresent(document -> answering.put(address, Neighbour.of(address, document)));
        }
        known = answering;
        knownAtNanos = System.nanoTime();
    }

    private Optional<JsonNode> document(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/openapi.json"))
                    .timeout(DOCUMENT_MAX)
                    .build();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            return answer.statusCode() == HttpStatus.OK.getCode()
                    ? Optional.of(JSON.readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Pattern pattern(String path) {
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        var names = IN_PATH.matcher(path);
        while (names.find()) {
            pattern.append(Pattern.quote(path.substring(at, names.start()))).append("[^/]+");
            at = names.end();
        }
        return Pattern.compile(pattern + Pattern.quote(path.substring(at)));
    }
}
