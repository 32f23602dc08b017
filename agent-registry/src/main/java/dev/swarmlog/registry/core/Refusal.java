package dev.swarmlog.registry.core;

/** Why the registry said no: the reason for machines, the detail for people. */
public record Refusal(Reason reason, String detail) {
    public enum Reason {
        NO_ID,
        ID_TOO_LONG,
        KEY_MISMATCH,
        WRONG_PARTITION,
        UNKNOWN_INTENT,
        BAD_EPOCH,
        FIELD_TOO_LONG,
        TOO_MANY_CAPABILITIES,
        BAD_CAPABILITY,
        BAD_VERSION,
        TOO_MANY_TAGS,
        BAD_INBOX_PARTITION,
        BAD_CONCURRENCY,
        BAD_WEIGHT,
        BAD_HEARTBEAT_INTERVAL,
        BAD_HEARTBEAT,
        BAD_OBSERVATION,
        FROM_THE_FUTURE,
        UNKNOWN_AGENT,
        OLD_EPOCH,
        REGISTRY_FULL
    }

    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
