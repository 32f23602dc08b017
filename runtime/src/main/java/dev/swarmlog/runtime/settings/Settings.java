package dev.swarmlog.runtime.settings;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from an environment, for one thread. A value that is not allowed is remembered and its default goes
 * on, so that {@link #check} can tell all that is wrong together. An empty variable counts as one that is not set.
 */
public final class Settings {
    public static final String PREFIX = "SWARMLOG_";

    /** What {@code ./swarmlog} itself reads. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("SWARMLOG_JAVA_OPTS", "SWARMLOG_BUILD", "SWARMLOG_AOT");

    private final Map<String, String> env;
    private final Map<String, Setting> asked = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private Settings(Map<String, String> env) {
        this.env = env;
    }

    public static Settings from(Map<String, String> env) {
        return new Settings(Map.copyOf(env));
    }

    public String text(String name, String fallback, String what) {
        return ask(new Setting(name, fallback, "text", what), fallback, value -> value);
    }

    /** A text that no message repeats. */
    public String secret(String name, String what) {
        return ask(new Setting(name, "", "secret", what), "", value -> value);
    }

    public int whole(String name, int fallback, int min, int max, String what) {
        return Math.toIntExact(number(name, fallback, min, max, what));
    }

    /** A span of time in milliseconds; the name ends in {@code _MS}. */
    public long millis(String name, long fallback, long min, long max, String what) {
        return number(name, fallback, min, max, what);
    }

    /** A part of a whole, 0 to 1. */
    public double share(String name, double fallback, String what) {
        return ask(new Setting(name, String.valueOf(fallback), "0 to 1", what), fallback, value -> {
            double number = Double.parseDouble(value);
            return number >= 0 && number <= 1 ? number : null;
        });
    }

    public double decimal(String name, double fallback, double min, double max, String what) {
        return ask(new Setting(name, String.valueOf(fallback), min + " to " + max, what), fallback, value -> {
            double number = Double.parseDouble(value);
            return number >= min && number <= max ? number : null;
        });
    }

    public <E extends Enum<E>> E oneOf(String name, E fallback, String what) {
        List<E> choices = Arrays.asList(fallback.getDeclaringClass().getEnumConstants());
        String allowed = choices.stream().map(Settings::lower).collect(Collectors.joining(", "));
        return ask(
                new Setting(name, lower(fallback), allowed, what),
                fallback,
                value -> choices.stream()
                        .filter(choice -> lower(choice).equals(value.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElse(null));
    }

    /** All variables that begin so, the rest of their names as properties: {@code SECURITY_PROTOCOL} is {@code security.protocol}. */
    public SortedMap<String, String> group(String prefix, String what) {
        remember(new Setting(prefix + "*", "", "text", what));
        SortedMap<String, String> properties = new TreeMap<>();
        env.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                properties.put(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    /** Notes a condition between settings that does not hold, for {@link #check} to tell with the others. */
    public void refuse(String name, String why) {
        problems.putIfAbsent(name, name + " " + why);
    }

    /** The end of asking: throws all that is wrong. */
    public void check() {
        if (!problems.isEmpty()) {
            throw new BadSettings(List.copyOf(problems.values()));
        }
    }

    /** A variable of somebody else's, by its own name, which no table of ours lists; empty when it is not set. */
    public String foreign(String name) {
        return env.getOrDefault(name, "").strip();
    }

    /** What to warn of: variables that look like settings and that nobody asked for. */
    public List<String> unknown() {
        return env.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !OF_THE_LAUNCHER.contains(name) && !isAsked(name))
                .sorted()
                .map(name -> name + " is no setting"
                        + Typos.closest(name, asked.keySet())
                                .map(meant -> "; did you mean " + meant + "?")
                                .orElse(""))
                .toList();
    }

    private boolean isAsked(String name) {
        return asked.containsKey(name)
                || asked.keySet().stream()
                        .anyMatch(each -> each.endsWith("*") && name.startsWith(each.substring(0, each.length() - 1)));
    }

    /** Every setting that was asked for, in that order. */
    public List<Setting> asked() {
        return List.copyOf(asked.values());
    }

    private long number(String name, long fallback, long min, long max, String what) {
        return ask(new Setting(name, String.valueOf(fallback), min + " to " + max, what), fallback, value -> {
            long number = Long.parseLong(value);
            return number >= min && number <= max ? number : null;
        });
    }

    /** The parser answers null, or throws what number parsers throw, for a value that is not allowed. */
    private <T> T ask(Setting setting, T fallback, Function<String, @Nullable T> parser) {
        remember(setting);
        String value = env.getOrDefault(setting.name(), "").strip();
        if (value.isEmpty()) {
            return fallback;
        }
        T parsed = parse(value, parser);
        if (parsed == null) {
            problems.put(setting.name(), setting.name() + " is '" + value + "'; allowed is " + setting.allowed());
            return fallback;
        }
        return parsed;
    }

    private static <T> @Nullable T parse(String value, Function<String, @Nullable T> parser) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void remember(Setting setting) {
        if (!setting.name().startsWith(PREFIX)) {
            throw new IllegalArgumentException("a setting's name begins with " + PREFIX + ", not " + setting.name());
        }
        Setting before = asked.putIfAbsent(setting.name(), setting);
        if (before != null && !before.equals(setting)) {
            throw new IllegalStateException("asked in two ways: " + before + " and " + setting);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
