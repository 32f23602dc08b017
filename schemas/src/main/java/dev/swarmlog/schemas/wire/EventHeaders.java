package dev.swarmlog.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

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

    private static final Header VERSION_1 = header(SPECVERSION, "1.0");
    private static final int SLOTS = 256;

    /** The headers that were made last, since the same sources, types and milliseconds come again and again. */
    private static final AtomicReferenceArray<@Nullable Made> TYPES = new AtomicReferenceArray<>(SLOTS);

    private static final AtomicReferenceArray<@Nullable Made> SOURCES = new AtomicReferenceArray<>(SLOTS);
    private static volatile Moment newest = new Moment(0, header(TIME, Instant.EPOCH.toString()));

    private record Made(String text, Header header) {}

    private record Moment(long ms, Header header) {}

    private EventHeaders() {}

    /** Adds the attributes to a new record's headers. */
    public static void add(Headers headers, String id, String type, String source, long timeMs) {
        headers.add(VERSION_1)
                .add(header(ID, id))
                .add(made(TYPES, TYPE, type))
                .add(made(SOURCES, SOURCE, source))
                .add(time(timeMs));
    }

    private static Header made(AtomicReferenceArray<@Nullable Made> all, String name, String text) {
        int slot = text.hashCode() & (SLOTS - 1);
        Made same = all.get(slot);
        if (same != null && same.text().equals(text)) {
            return same.header();
        }
        Header fresh = header(name, text);
        all.set(slot, new Made(text, fresh));
        return fresh;
    }

    private static Header time(long timeMs) {
        Moment same = newest;
        if (same.ms() == timeMs) {
            return same.header();
        }
        Header fresh = header(TIME, Instant.ofEpochMilli(timeMs).toString());
        newest = new Moment(timeMs, fresh);
        return fresh;
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
