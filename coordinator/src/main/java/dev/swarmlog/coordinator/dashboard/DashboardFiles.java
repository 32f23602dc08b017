package dev.swarmlog.coordinator.dashboard;

import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dashboard's files. Whoever comes may have them: they show nothing before a token opens the interface. */
public final class DashboardFiles implements RouteGroup {
    private static final int NOT_FOUND = 404;
    private static final int NOT_MODIFIED = 304;

    /** What a page may do is to ask this server, and nobody else, for anything. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, File> files = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // read once, written never: nobody compares files
    private record File(byte[] bytes, String type, String tag) {}

    /** Reads the files, which {@code files.txt} names, once. */
    public DashboardFiles() {
        for (String name :
                new String(read("files.txt"), StandardCharsets.UTF_8).lines().toList()) {
            byte[] bytes = read(name);
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
            files.put(name, new File(bytes, type, '"' + hash(bytes) + '"'));
        }
    }

    @Override
    public String name() {
        return "dashboard";
    }

    @Override
    public String what() {
        return "The pages for people.";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/", "The dashboard", call -> serve(call, "index.html"))
                        .givesText("text/html")
                        .by(Role.ANYBODY),
                Route.get("/dashboard/{file}", "One of its files", call -> serve(call, call.path("file")))
                        .givesText("text/javascript")
                        .by(Role.ANYBODY));
    }

    private void serve(Call call, String name) {
        File file = files.get(name);
        if (file == null) {
            throw new Problem(NOT_FOUND, "the dashboard has no file '" + name + "'");
        }
        var ctx = call.http();
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cache-Control", "no-cache");
        ctx.header("ETag", file.tag);
        if (file.tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(NOT_MODIFIED);
        } else {
            ctx.contentType(file.type).result(file.bytes);
        }
    }

    private static byte[] read(String name) {
        try (InputStream resource = DashboardFiles.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the dashboard's file " + name + " is not on the class path");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
