package dev.swarmlog.agent.messages;

import dev.swarmlog.v1.Gather;
import java.time.Duration;

/**
 * That a message goes to several agents at once, and what is made of their answers: {@code Gathering.quorum(3).of(5)}.
 * The one reply holds in its {@code answers} what each of the agents said, also of those who said nothing.
 */
public final class Gathering {
    private final String mode;
    private final int fanOut;
    private final int quorum;
    private final String by;
    private final int windowMs;

    private Gathering(String mode, int fanOut, int quorum, String by, int windowMs) {
        this.mode = mode;
        this.fanOut = fanOut;
        this.quorum = quorum;
        this.by = by;
        this.windowMs = windowMs;
    }

    /** All answers, side by side. Where some agents fail, the others' are a {@code PARTIAL} reply. */
    public static Gathering all() {
        return mode("ALL");
    }

    /** The first answer, whoever gives it. */
    public static Gathering first() {
        return mode("FIRST");
    }

    /** So many answers as are enough, side by side. */
    public static Gathering quorum(int answers) {
        require(answers >= 1, "a quorum of 1 or more", answers);
        return new Gathering("QUORUM", 0, answers, "", 0);
    }

    /** The result that more than half of those asked give: the same JSON, or the same bytes. */
    public static Gathering majority() {
        return mode("MAJORITY");
    }

    /** The result with the largest number at this JSON pointer; empty where the result itself is the number. */
    public static Gathering largest(String pointer) {
        return new Gathering("BEST", 0, 0, checked(pointer), 0);
    }

    /** The result with the smallest number at this JSON pointer; empty where the result itself is the number. */
    public static Gathering smallest(String pointer) {
        return new Gathering("BEST", 0, 0, "-" + checked(pointer), 0);
    }

    /** The mean of the numbers at this JSON pointer; empty where the results themselves are the numbers. */
    public static Gathering average(String pointer) {
        return new Gathering("AVERAGE", 0, 0, checked(pointer), 0);
    }

    /** All results in one: JSON objects by their keys, the later over the earlier, and arrays end to end. */
    public static Gathering merge() {
        return mode("MERGE");
    }

    /** As the wire has it, for whoever reads modes from elsewhere; the router says what is wrong with it. */
    public static Gathering named(String mode, int quorum, String by) {
        return new Gathering(mode, 0, quorum, by, 0);
    }

    private static Gathering mode(String mode) {
        return new Gathering(mode, 0, 0, "", 0);
    }

    /** From so many agents. Without it, from all that can, as far as the router goes. */
    public Gathering of(int agents) {
        require(agents >= 1, "1 or more agents", agents);
        require(quorum <= agents, "no more agents for a quorum than are asked, which are " + agents, quorum);
        return new Gathering(mode, agents, quorum, by, windowMs);
    }

    /** After this time the answers that are there have to do. Without it, at the message's timeout. */
    public Gathering within(Duration window) {
        require(
                window.toMillis() >= 1 && window.toMillis() <= Integer.MAX_VALUE,
                "a window of 1 ms to " + Integer.MAX_VALUE + " ms",
                window);
        return new Gathering(mode, fanOut, quorum, by, (int) window.toMillis());
    }

    Gather toWire() {
        return new Gather(mode, fanOut, quorum, by, windowMs);
    }

    private static String checked(String pointer) {
        require(pointer.isEmpty() || pointer.startsWith("/"), "a JSON pointer such as /score", pointer);
        return pointer;
    }

    private static void require(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(expected + " is expected, found " + found);
        }
    }
}
