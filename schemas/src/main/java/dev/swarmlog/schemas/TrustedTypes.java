package dev.swarmlog.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro 1.12.2 and later load a class that a schema names only when it is trusted, and generated builders load theirs
 * that way. This adds the generated types of Swarmlog to what the process trusts already, and nothing else. The
 * catalogue and the serdes call it; whoever builds a record before touching either calls it first.
 *
 * <p>A program that sets Avro's validator itself must include what was set before.
 */
public final class TrustedTypes {
    private static final String PACKAGE = "dev.swarmlog.v1";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(PACKAGE)));
    }

    private TrustedTypes() {}

    /** Does its work once, by being called at all. */
    public static void allow() {}
}
