package dev.swarmlog.cli.view;

import java.util.Locale;

/** Numbers and times as people read them. */
public final class Figures {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Figures() {}

    /** 12345 as 12,345. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits are enough: 0.42 ms, 7.31 ms, 103 ms, 2.5 s. */
    public static String latency(double ms) {
        if (ms >= 10_000) {
            return String.format(Locale.ROOT, "%.0f s", ms / SECOND);
        }
        if (ms >= SECOND) {
            return String.format(Locale.ROOT, "%.1f s", ms / SECOND);
        }
        String format = ms >= 100 ? "%.0f ms" : ms >= 10 ? "%.1f ms" : "%.2f ms";
        return String.format(Locale.ROOT, format, ms);
    }

    /** A time in its largest unit: 340 ms, 12 s, 5 min, 3 h, 2 d. */
    public static String age(long ms) {
        if (ms < SECOND) {
            return Math.max(0, ms) + " ms";
        }
        if (ms < MINUTE) {
            return ms / SECOND + " s";
        }
        if (ms < HOUR) {
            return ms / MINUTE + " min";
        }
        return ms < 2 * DAY ? ms / HOUR + " h" : ms / DAY + " d";
    }

    public static String seconds(double ms) {
        return String.format(Locale.ROOT, "%.1f s", ms / SECOND);
    }
}
