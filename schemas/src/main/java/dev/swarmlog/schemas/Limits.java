package dev.swarmlog.schemas;

/** The bounds of the wire. Whoever writes keeps them, whoever reads refuses what does not. */
public final class Limits {
    /** A whole record as the broker sees it, with key and headers; what topics and producers are configured with. */
    public static final int RECORD_BYTES_MAX = 1_200_000;

    /** A value as it is written: the largest legal message and what its record needs beside it. */
    public static final int VALUE_BYTES_MAX = 1_150_000;

    /** The payload of a message and the result of an outcome. */
    public static final int PAYLOAD_BYTES_MAX = 1_000_000;

    /** The original bytes that a dead letter keeps. */
    public static final int DEAD_LETTER_VALUE_BYTES_MAX = 1_000_000;

    /** The original key's bytes that a dead letter keeps. */
    public static final int DEAD_LETTER_KEY_BYTES_MAX = 1_024;

    /** Elements of all arrays and maps of one record together. */
    public static final int COLLECTION_ITEMS_MAX = 10_000;

    /** Nesting of a schema that somebody else wrote. */
    public static final int SCHEMA_DEPTH_MAX = 32;

    /** Types in a schema that somebody else wrote, each mention of a named one counted in full. */
    public static final int SCHEMA_TYPES_MAX = 10_000;

    public static final int ID_CHARS_MAX = 256;
    public static final int ATTRIBUTES_MAX = 64;
    public static final int ATTRIBUTE_CHARS_MAX = 4_096;

    /** All attributes of one message, names and values, so that the largest message still fits into a delivery. */
    public static final int ATTRIBUTES_CHARS_MAX = 16_384;

    /** An error, a reason or a detail that people read. */
    public static final int TEXT_CHARS_MAX = 4_096;

    public static final int CAPABILITIES_MAX = 256;
    public static final int TAGS_MAX = 64;
    public static final int HOPS_MAX = 16;

    /** The semantic version of a capability. */
    public static final int VERSION_CHARS_MAX = 64;

    public static final int VERSION_RANGE_CHARS_MAX = 256;

    /** The share of work that an agent asks for relative to others. */
    public static final int WEIGHT_MAX = 1_000;

    /** How many assignments a message may ask for. */
    public static final int ATTEMPTS_MAX = 100;

    /** The rhythms that an agent may promise, unless the installation says otherwise. */
    public static final int HEARTBEAT_INTERVAL_MS_MIN = 100;

    public static final int HEARTBEAT_INTERVAL_MS_MAX = 30_000;

    private Limits() {}
}
