package dev.swarmlog.router.rules;

/**
 * What a rule says of a message.
 *
 * @param detail why it could not say yes or no; empty where it could
 */
public record Verdict(Kind kind, String detail) {
    static final Verdict MATCHED = new Verdict(Kind.MATCHED, "");
    static final Verdict NOT_MATCHED = new Verdict(Kind.NOT_MATCHED, "");

    public enum Kind {
        MATCHED,
        NOT_MATCHED,
        /** It reads a key that the attributes or the payload do not have: no match, and mostly an oversight. */
        MISSING,
        /** It could not be evaluated: no match, and something to mend. */
        FAILED
    }

    static Verdict missing(String detail) {
        return new Verdict(Kind.MISSING, detail);
    }

    static Verdict failed(String detail) {
        return new Verdict(Kind.FAILED, detail);
    }

    boolean matches() {
        return kind == Kind.MATCHED;
    }
}
