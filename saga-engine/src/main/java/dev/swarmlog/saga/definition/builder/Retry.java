package dev.swarmlog.saga.definition.builder;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often and how soon an attempt is repeated; what is not said is as the saga says. */
public final class Retry {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Retry(int attempts) {
        fields.put("attempts", attempts);
    }

    /** So many attempts, the first among them. */
    public static Retry attempts(int attempts) {
        return new Retry(attempts);
    }

    public Retry initial(Duration pause) {
        fields.put("initial", pause);
        return this;
    }

    public Retry multiplier(double factor) {
        fields.put("multiplier", factor == Math.rint(factor) ? (Object) (long) factor : (Object) factor);
        return this;
    }

    public Retry max(Duration pause) {
        fields.put("max", pause);
        return this;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }
}
