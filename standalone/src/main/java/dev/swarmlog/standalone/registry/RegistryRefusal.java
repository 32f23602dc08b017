package dev.swarmlog.standalone.registry;

import java.util.List;

/** A request that the registry does not grant, with the error code that Confluent's clients understand. */
final class RegistryRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int CODES_PER_STATUS = 100;
    private static final int STATUS_MAX = 999;

    private final int code;

    RegistryRefusal(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The HTTP status: the error code's first three digits. */
    int status() {
        return code > STATUS_MAX ? code / CODES_PER_STATUS : code;
    }

    static RegistryRefusal badRequest(String why) {
        return new RegistryRefusal(400, why);
    }

    static RegistryRefusal noSuchSubject(String subject) {
        return new RegistryRefusal(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryRefusal noSuchVersion(int version) {
        return new RegistryRefusal(40402, "Version " + version + " not found.");
    }

    static RegistryRefusal noSuchSchema(String what) {
        return new RegistryRefusal(40403, "Schema " + what + " not found.");
    }

    static RegistryRefusal noLevelOfItsOwn(String subject) {
        return new RegistryRefusal(
                40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryRefusal noModeOfItsOwn(String subject) {
        return new RegistryRefusal(40409, "Subject '" + subject + "' does not have subject-level mode configured");
    }

    static RegistryRefusal incompatible(String subject, CompatibilityLevel level, List<String> objections) {
        return new RegistryRefusal(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\", level "
                        + level + ": " + String.join("; ", objections));
    }

    static RegistryRefusal invalidSchema(String why) {
        return new RegistryRefusal(42201, "Invalid schema: " + why);
    }

    static RegistryRefusal invalidVersion(String version) {
        return new RegistryRefusal(
                42202,
                "The specified version '" + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    static RegistryRefusal invalidLevel(String level) {
        return new RegistryRefusal(42203, "Invalid compatibility level '" + level + "'");
    }

    static RegistryRefusal invalidMode(String mode) {
        return new RegistryRefusal(42204, "Invalid mode '" + mode + "'");
    }

    static RegistryRefusal notPermitted(String why) {
        return new RegistryRefusal(42205, why);
    }

    static RegistryRefusal cannotStore(String why) {
        return new RegistryRefusal(50001, "Error in the backend data store: " + why);
    }
}
