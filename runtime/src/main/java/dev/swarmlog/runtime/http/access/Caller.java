package dev.swarmlog.runtime.http.access;

/** Who asks, as their token says; it goes into what is remembered of the request. */
public record Caller(String name, Role role) {
    /** Everybody, where no tokens are asked for: such a server is reached from its own machine alone. */
    public static final Caller ANYONE_HERE = new Caller("", Role.ADMIN);
}
