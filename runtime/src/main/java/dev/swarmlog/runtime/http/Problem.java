package dev.swarmlog.runtime.http;

import dev.swarmlog.runtime.http.shape.Flaw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a route throws to answer with problem details (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final String ERRORS = "errors";

    private final int status;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    /** A detail that begins with the name of a field and a colon is told as what is wrong with that field, too. */
    public Problem(int status, String detail) {
        super(detail);
        this.status = status;
        Flaw flaw = Flaw.of(detail);
        if (!flaw.field().isEmpty()) {
            members.put(ERRORS, List.of(flaw));
        }
    }

    /** All that is wrong with a request. */
    public static Problem of(List<Flaw> flaws) {
        return new Problem(BAD_REQUEST, flaws.stream().map(Flaw::toString).collect(Collectors.joining("; ")))
                .with(ERRORS, flaws);
    }

    /** One thing that is wrong with a request. */
    public static Problem bad(String field, String reason) {
        return of(List.of(new Flaw(field, reason)));
    }

    /** What our own checks of values say is {@code field: reason} as well. */
    public static Problem of(IllegalArgumentException refusal) {
        return of(List.of(Flaw.of(String.valueOf(refusal.getMessage()))));
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
