package dev.swarmlog.schemas;

/**
 * The question by which the registry finds out whether an agent that beats also answers: a delivery to the agent's own
 * inbox, which bears no work. Any outcome is an answer; the router counts it and tells the registry.
 */
public final class Canary {
    /** The type of the delivery; no message may be submitted with it. */
    public static final String TYPE = "swarmlog.canary";

    /** How the message id of every canary begins, and of nothing else. */
    public static final String ID_PREFIX = "canary:";

    private Canary() {}

    public static boolean isCanary(String messageId) {
        return messageId.startsWith(ID_PREFIX);
    }
}
