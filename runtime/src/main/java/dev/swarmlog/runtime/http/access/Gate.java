package dev.swarmlog.runtime.http.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets callers in, or says why not. Thread-safe. */
public final class Gate {
    private static final String BEARER = "Bearer ";
    private static final Set<String> NAMES_OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final @Nullable TokenFile tokens;
    private final @Nullable Jwts jwts;

    private Gate(@Nullable TokenFile tokens, @Nullable Jwts jwts) {
        this.tokens = tokens;
        this.jwts = jwts;
    }

    /** For servers that are reached from their own machine alone. */
    public static Gate open() {
        return new Gate(null, null);
    }

    /** Throws when tokens or keys cannot be read. */
    public static Gate of(AccessConfig config) {
        AccessConfig.Jwt jwt = config.jwt();
        return new Gate(
                config.tokensFile().isEmpty() ? null : new TokenFile(Path.of(config.tokensFile())),
                jwt == null ? null : new Jwts(jwt));
    }

    /** What a request says of where it comes from. */
    public record Request(
            @Nullable String authorization,
            @Nullable String host,
            @Nullable String origin) {}

    /** What becomes of a request. */
    public sealed interface Verdict {
        record Admitted(Caller caller) implements Verdict {}

        /** A good token is missing. */
        record Unknown(String why) implements Verdict {}

        /** Whoever it is, they may not. */
        record Forbidden(String why) implements Verdict {}
    }

    public Verdict judge(Request request, Role needed) {
        if (tokens == null && jwts == null) {
            return fromHere(request);
        }
        if (needed == Role.ANYBODY) {
            return new Verdict.Admitted(new Caller("", Role.ANYBODY));
        }
        String said = request.authorization;
        if (said == null || !said.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Verdict.Unknown("a token is expected: Authorization: Bearer ...");
        }
        Caller caller;
        try {
            caller = caller(said.substring(BEARER.length()).strip());
        } catch (IllegalArgumentException e) {
            return new Verdict.Unknown(String.valueOf(e.getMessage()));
        }
        return caller.role().covers(needed)
                ? new Verdict.Admitted(caller)
                : new Verdict.Forbidden("the role " + needed + " is needed; " + caller.name() + " is " + caller.role());
    }

    private Caller caller(String token) {
        if (tokens != null && (jwts == null || token.startsWith(Tokens.MARK))) {
            Caller known = tokens.tokens().find(token);
            if (known == null) {
                throw new IllegalArgumentException("nobody here knows this token");
            }
            return known;
        }
        if (jwts == null) {
            throw new IllegalStateException("one of them is there");
        }
        return jwts.verify(token);
    }

    /**
     * Where nobody needs a token, pages of others in a browser on this machine must not use that: neither by sending
     * requests, which bear their origin, nor by a name of theirs that means this machine.
     */
    private static Verdict fromHere(Request request) {
        String host = request.host;
        if (host != null && !NAMES_OF_THIS_MACHINE.contains(nameOf(host))) {
            return new Verdict.Forbidden("without tokens only this machine is served, by its own name, not as " + host);
        }
        String origin = request.origin;
        if (origin != null && !origin.equals("http://" + host)) {
            return new Verdict.Forbidden("a page of " + origin + " may not call this");
        }
        return new Verdict.Admitted(Caller.ANYONE_HERE);
    }

    private static String nameOf(String host) {
        try {
            String name = URI.create("http://" + host).getHost();
            return name == null ? host : name;
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}
