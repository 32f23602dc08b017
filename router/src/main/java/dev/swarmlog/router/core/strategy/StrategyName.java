package dev.swarmlog.router.core.strategy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The strategies by the names under which messages, rules and settings ask for them. */
public enum StrategyName {
    POWER_OF_TWO,
    ROUND_ROBIN,
    LEAST_LOADED,
    WEIGHTED,
    CONTENT_BASED,
    PRIORITY,
    AFFINITY,
    FAILOVER,
    CONSISTENT_HASH,
    ADAPTIVE,
    /** Everybody: the message is gathered from the whole pool, so nobody is chosen. */
    BROADCAST;

    /** The strategy of that name, in whatever case; null for none. */
    public static @Nullable StrategyName find(String text) {
        for (StrategyName known : values()) {
            if (known.name().equalsIgnoreCase(text)) {
                return known;
            }
        }
        return null;
    }

    /** All of them, for people who named another. */
    public static String listed() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** Whether who gets a message depends on load, and so on knowing it, and not on a promise to go round or by key. */
    boolean goesByLoad() {
        return this == POWER_OF_TWO || this == LEAST_LOADED || this == ADAPTIVE;
    }
}
