package dev.swarmlog.schemas;

/**
 * The message ids under which a message goes to several agents: to each of them it is a message of its own. Made of the
 * message's id and the number of the branch, so that they are the same after a crash.
 *
 * @param messageId the message of which it is a branch
 */
public record BranchId(String messageId, int number) {
    /** How the message id of every branch begins, and of nothing else. */
    public static final String PREFIX = "branch:";

    private static final char SEPARATOR = '/';

    public static boolean isBranch(String messageId) {
        return messageId.startsWith(PREFIX);
    }

    /** The parts of a branch's id; a number that no branch has where it is not one. */
    public static BranchId parse(String text) {
        int end = text.indexOf(SEPARATOR);
        try {
            return end < 0 || !isBranch(text)
                    ? new BranchId(text, -1)
                    : new BranchId(text.substring(end + 1), Integer.parseInt(text, PREFIX.length(), end, 10));
        } catch (NumberFormatException e) {
            return new BranchId(text, -1);
        }
    }

    @Override
    public String toString() {
        return PREFIX + number + SEPARATOR + messageId;
    }
}
