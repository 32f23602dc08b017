package dev.swarmlog.router.core.gather;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a gather has what it was asked for, and what it makes of that. */
public enum Mode {
    /** All answers, side by side. */
    ALL(true),
    /** The first answer. */
    FIRST(false),
    /** So many answers as are enough, side by side. */
    QUORUM(false),
    /** The result that more than half of all that are asked agree on. */
    MAJORITY(false),
    /** Of all answers the one with the largest number, or the smallest. */
    BEST(true),
    /** The mean of a number in all answers. */
    AVERAGE(true),
    /** All answers in one: objects by their keys, arrays end to end. */
    MERGE(true);

    /** Whether every answer counts, so that those that are there are worth something when others fail to come. */
    private final boolean wantsEveryAnswer;

    Mode(boolean wantsEveryAnswer) {
        this.wantsEveryAnswer = wantsEveryAnswer;
    }

    boolean wantsEveryAnswer() {
        return wantsEveryAnswer;
    }

    /** Whether it looks at a number in each result. */
    public boolean wantsNumbers() {
        return this == BEST || this == AVERAGE;
    }

    /** The mode of this name, in whatever case; null for none. */
    public static @Nullable Mode named(String name) {
        for (Mode mode : values()) {
            if (mode.name().equals(name.toUpperCase(Locale.ROOT))) {
                return mode;
            }
        }
        return null;
    }
}
