package dev.swarmlog.runtime.store;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** How the broker keeps the changelog of a store. */
public final class Changelog {
    /** Small segments that are cleaned soon: who starts again reads all of it. */
    public static final Map<String, String> BRIEF = cleaned("0.2", 16);

    /** As {@link #BRIEF}, and cleaned sooner, since most of it is of what came and went. */
    public static final Map<String, String> FLEETING = cleaned("0.1", 16);

    /** Larger segments, where there is much to keep. */
    public static final Map<String, String> LARGE = cleaned("0.2", 64);

    private Changelog() {}

    private static Map<String, String> cleaned(String whenDirty, int segmentMib) {
        return Map.of(
                TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(segmentMib * 1024 * 1024),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, whenDirty,
                TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(600_000));
    }
}
