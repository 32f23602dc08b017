package dev.swarmlog.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 250ms}, {@code 30s}, {@code 1h30m}, {@code 2d}. */
public final class Durations {
    private static final Pattern PARTS = Pattern.compile(
            "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})(?:\\.(\\d{1,3}))?s)?(?:(\\d{1,12})ms)?");
    private static final long[] UNITS_MS = {86_400_000, 3_600_000, 60_000, 1_000};
    private static final String[] UNITS = {"d", "h", "m", "s"};

    private Durations() {}

    /** In milliseconds; negative where the text is no duration. */
    public static long millis(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return -1;
        }
        long sum = 0;
        for (int i = 0; i < UNITS_MS.length; i++) {
            sum += number(parts.group(i + 1)) * UNITS_MS[i];
        }
        String fraction = parts.group(5);
        sum += fraction == null ? 0 : number((fraction + "00").substring(0, 3));
        return sum + number(parts.group(6));
    }

    /** The shortest text that says as much. */
    public static String text(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long left = millis;
        for (int i = 0; i < UNITS_MS.length; i++) {
            long count = left / UNITS_MS[i];
            left %= UNITS_MS[i];
            text.append(count == 0 ? "" : count + UNITS[i]);
        }
        return text.append(left == 0 ? "" : left + "ms").toString();
    }

    private static long number(String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
