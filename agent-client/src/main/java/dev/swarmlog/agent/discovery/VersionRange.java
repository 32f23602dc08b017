package dev.swarmlog.agent.discovery;

import dev.swarmlog.schemas.Limits;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * A range of semantic versions as npm writes them: {@code ^1.2}, {@code >=1 <3}, {@code ~1.2.3}, {@code 1.x},
 * {@code 1.2 - 2}, {@code ^1 || ^3}. The empty one takes any version; all others take a pre-release only when they
 * name one of the same version, as npm does.
 *
 * <p>The grammar is checked here because semver4j reads {@code [1.0,2.0)} as {@code >=1.0} and nonsense as nothing.
 */
public final class VersionRange {
    public static final VersionRange ANY = new VersionRange("", null);

    private static final String PART = "(?:\\d{1,9}|[xX*])";
    private static final String VERSION =
            "v?" + PART + "(?:\\." + PART + "(?:\\." + PART + "(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?)?)?";
    private static final String SIMPLE = "(?:[<>]=?|=|~>?|\\^)?\\s*" + VERSION;
    private static final String ALTERNATIVE =
            "\\s*(?:" + VERSION + "\\s+-\\s+" + VERSION + "|" + SIMPLE + "(?:\\s+" + SIMPLE + ")*)\\s*";
    private static final Pattern GRAMMAR = Pattern.compile(ALTERNATIVE + "(?:\\|\\|" + ALTERNATIVE + ")*");

    private final String text;
    private final @Nullable RangeList ranges;

    private VersionRange(String text, @Nullable RangeList ranges) {
        this.text = text;
        this.ranges = ranges;
    }

    /** The range that the text writes. Throws IllegalArgumentException, with the text, when it writes none. */
    public static VersionRange of(String text) {
        if (text.isBlank()) {
            return ANY;
        }
        if (text.length() > Limits.VERSION_RANGE_CHARS_MAX
                || !GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("a version range like '^1.2' or '>=1 <3' is expected, not '"
                    + text.substring(0, Math.min(Limits.VERSION_RANGE_CHARS_MAX, text.length())) + "'");
        }
        return new VersionRange(text, RangeListFactory.create(text));
    }

    /** Whether the range takes the version; a version that is no semantic version is taken by {@link #ANY} alone. */
    public boolean includes(String version) {
        return includes(Semver.parse(version));
    }

    boolean includes(@Nullable Semver version) {
        return ranges == null || (version != null && ranges.isSatisfiedBy(version));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionRange range && range.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
