package dev.swarmlog.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.schemas.wire.SchemaRegistryException.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a registry over its REST interface, thread-safe. What may pass is asked again, at the next URL first and
 * then after a growing, random pause; what the registry decided is thrown at once, in its own words.
 */
public final class RegistryCalls {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS_MAX = 8;
    private static final long BACKOFF_MS_MAX = 1_000;
    private static final int QUOTED_CHARS_MAX = 300;

    private final RegistryAddress address;
    private final RegistryTimes times;
    private final HttpClient http;
    /** The URL that answered last; a race over it costs nothing but a detour. */
    private volatile int favourite;

    public RegistryCalls(RegistryAddress address, RegistryTimes times) {
        this.address = address;
        this.times = times;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(times.request())
                .build();
    }

    public RegistryAddress address() {
        return address;
    }

    public JsonNode get(String path) {
        return call("GET", path, null);
    }

    public JsonNode post(String path, JsonNode body) {
        return call("POST", path, body);
    }

    public JsonNode put(String path, JsonNode body) {
        return call("PUT", path, body);
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) {
        long deadline = System.nanoTime() + times.total().toNanos();
        long backoffMs = Math.max(1, times.backoff().toMillis());
        SchemaRegistryException last = null;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            int first = favourite;
            for (int i = 0; i < address.urls().size(); i++) {
                int at = (first + i) % address.urls().size();
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (leftMs <= 0) {
                    break;
                }
                try {
                    JsonNode answer = ask(address.urls().get(at), method, path, body, leftMs);
                    favourite = at;
                    return answer;
                } catch (SchemaRegistryException e) {
                    if (!e.isTransient() || Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    last = e;
                }
            }
            long pauseMs = ThreadLocalRandom.current().nextLong(backoffMs + 1);
            if (deadline - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(pauseMs)) {
                break;
            }
            pause(pauseMs);
            backoffMs = Math.min(BACKOFF_MS_MAX, backoffMs * 2);
        }
        throw last != null ? last : unreachable(address.toString(), "no time was left to ask it", null);
    }

    private JsonNode ask(URI base, String method, String path, @Nullable JsonNode body, long leftMs) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(times.request())
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        if (!address.authorization().isEmpty()) {
            request.header("Authorization", address.authorization());
        }
        // The client's own timeout ends with the answer's headers; waiting on the future bounds a dripping body too.
        Duration patience = Duration.ofMillis(Math.min(leftMs, times.request().toMillis()));
        CompletableFuture<HttpResponse<String>> pending =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return read(base, path, pending.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unreachable(base.toString(), describe(cause), cause);
        } catch (TimeoutException e) {
            throw unreachable(base.toString(), "no answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(base.toString(), "interrupted while waiting for an answer", e);
        } finally {
            pending.cancel(true);
        }
    }

    private static JsonNode read(URI base, String path, HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode json = json(response.body());
        if (status / 100 == 2 && json != null) {
            return json;
        }
        String where = "the schema registry at " + base;
        String words = json != null && json.path("message").isTextual()
                ? json.get("message").asText()
                : quoted(response.body());
        boolean itsOwnWords = json != null && json.path("error_code").isInt();
        if (status == 404 && itsOwnWords) {
            throw new SchemaRegistryException(Kind.NOT_REGISTERED, where + " does not have it: " + words, null);
        }
        if (status == 401 || status == 403) {
            throw new SchemaRegistryException(
                    Kind.REFUSED,
                    where + " refuses these credentials (" + status + "): " + words
                            + ". They are set by SWARMLOG_SCHEMA_REGISTRY_AUTH, as user:password or as a token",
                    null);
        }
        if (status == 409) {
            throw new SchemaRegistryException(
                    Kind.REFUSED, where + " refuses the schema as incompatible with earlier ones: " + words, null);
        }
        if (status >= 500 || status == 408 || status == 429) {
            throw unreachable(base.toString(), "it answered " + status + ": " + words, null);
        }
        if (status / 100 == 4 && itsOwnWords) {
            throw new SchemaRegistryException(Kind.REFUSED, where + " refuses (" + status + "): " + words, null);
        }
        throw new SchemaRegistryException(
                Kind.REFUSED,
                "what answers at " + base + path + " is no Confluent-compatible schema registry (" + status + ": "
                        + words + "). Check the URL; Apicurio's, for one, ends in /apis/ccompat/v7",
                null);
    }

    private static @Nullable JsonNode json(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null || json.isMissingNode() ? null : json;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static SchemaRegistryException unreachable(String where, String why, @Nullable Throwable cause) {
        return new SchemaRegistryException(
                Kind.UNREACHABLE,
                "cannot reach the schema registry at " + where + " (" + why
                        + "). Is it running, and is SWARMLOG_SCHEMA_REGISTRY its URL?",
                cause);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        String what = cause.getClass().getSimpleName();
        return message == null ? what : what + ": " + message;
    }

    private static String quoted(String body) {
        String flat = body.strip().replaceAll("\\s+", " ");
        return '"' + (flat.length() <= QUOTED_CHARS_MAX ? flat : flat.substring(0, QUOTED_CHARS_MAX) + "...") + '"';
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
