package dev.swarmlog.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a route throws to answer with problem details (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    public Problem(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** Adds a member of its own, such as the list of all that is wrong. */
    public Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public int status() {
        return status;
    }

    Map<String, Object> members() {
        return members;
    }
}
