package dev.swarmlog.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * The attributes of CloudEvents 1.0 as its Kafka binding writes them in binary mode, so that a consumer can sort events
 * without decoding their values.
 */
public final class EventHeaders {
    public static final String SPECVERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";

    private static final byte[] VERSION_1 = utf8("1.0");

    private EventHeaders() {}

    /** Adds the attributes to a new record's headers. */
    public static void add(Headers headers, String id, String type, String source, long timeMs) {
        headers.add(SPECVERSION, VERSION_1)
                .add(ID, utf8(id))
                .add(TYPE, utf8(type))
                .add(SOURCE, utf8(source))
                .add(TIME, utf8(Instant.ofEpochMilli(timeMs).toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
