package dev.swarmlog.sagas;

/**
 * What an agent wrote down while it did something.
 *
 * @param attempt of the router
 * @param nonce what it answered, if it did
 */
record Deed(String what, long atMs, String messageId, int attempt, String nonce) {
    static final String BEGUN = "begun";
    static final String DONE = "done";
    static final String FAILED = "failed";

    static Deed parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Deed(parts[0], Long.parseLong(parts[1]), parts[2], Integer.parseInt(parts[3]), parts[4]);
    }
}
