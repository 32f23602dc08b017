package dev.swarmlog.saga.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether a text that somebody sent is a JSON document; nothing else gets into a saga. */
public final class JsonCheck {
    private static final int DEPTH_MAX = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();

    private JsonCheck() {}

    /** What is wrong with it; null for nothing. */
    public static @Nullable String problem(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return "JSON is expected, found nothing";
            }
            parser.skipChildren();
            return parser.nextToken() == null ? null : "one JSON document is expected, found more";
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            int end = why.indexOf('\n');
            return "JSON is expected: " + (end < 0 ? why : why.substring(0, end));
        }
    }
}
