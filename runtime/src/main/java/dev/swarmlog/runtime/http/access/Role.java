package dev.swarmlog.runtime.http.access;

/** What somebody may do here; each may do what those before it may. */
public enum Role {
    /** Needs no token: health, the pages, the document of the interface. */
    ANYBODY,
    /** Sees. */
    VIEWER,
    /** Submits work and steers what runs. */
    OPERATOR,
    /** Changes what everybody's work depends on: definitions, rules, limits. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
