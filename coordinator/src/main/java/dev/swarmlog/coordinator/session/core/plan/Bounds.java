package dev.swarmlog.coordinator.session.core.plan;

import java.util.regex.Pattern;

/** What no session exceeds. With these, each of its parts fits into one record of the changelog. */
public final class Bounds {
    public static final int NAME_CHARS_MAX = 64;
    public static final int PARTICIPANTS_MAX = 4_000;
    public static final int ROLES_MAX = 64;
    public static final int PHASES_MAX = 100;
    public static final int CHANNELS_MAX = 256;
    public static final int CHANNEL_CAPACITY_MAX = 1_000;

    /** All that one channel holds at once. */
    public static final int CHANNEL_BYTES_MAX = 512 * 1024;

    /** What is sent, or put on the board, at once. */
    public static final int VALUE_BYTES_MAX = 64 * 1024;

    public static final int BOARD_KEYS_MAX = 1_000;
    public static final int BOARD_BYTES_MAX = 512 * 1024;
    public static final int RESOURCES_MAX = 1_000;

    /** Those who wait, for whatever, in one session. */
    public static final int WAITING_MAX = 4_000;

    /** Answers that are told again to whoever repeats a command, in pages. */
    public static final int ANSWERS_PER_PAGE = 64;

    public static final int ANSWER_PAGES_MAX = 64;

    /** Letters that one receiver takes at once. */
    public static final int RECEIVED_MAX = 100;

    public static final int TAGS_MAX = 32;
    public static final int TEXT_CHARS_MAX = 256;
    public static final long WAIT_MS_MAX = 600_000;
    public static final long LEASE_MS_MIN = 100;
    public static final long LEASE_MS_MAX = 86_400_000;
    public static final long DEADLINE_MS_MAX = 30L * 86_400_000;

    /** Of ids and names, so that a character is a byte and a name a part of a URL. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:@/-]{1," + NAME_CHARS_MAX + "}");

    private Bounds() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
