package dev.swarmlog.router.core.strategy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The strategies by the names under which messages, rules and settings ask for them. */
public enum StrategyName {
    POWER_OF_TWO,
    ROUND_ROBIN;

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

    /** For one pool. */
    public Strategy create() {
        return switch (this) {
            case POWER_OF_TWO -> new PowerOfTwo();
            case ROUND_ROBIN -> new RoundRobin();
        };
    }
}
