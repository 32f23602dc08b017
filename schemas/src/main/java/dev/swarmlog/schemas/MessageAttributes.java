package dev.swarmlog.schemas;

import java.util.Map;

/** Attributes of messages that mean something to the platform. All others are their writers' own. */
public final class MessageAttributes {
    /** With the value {@code true}: the message also waits, until its deadline, for a capability that nobody has had yet. */
    public static final String PATIENT = "swarmlog.patient";

    /** The messageId of the dead letter that the message was made from. */
    public static final String RESUBMITTED_FROM = "swarmlog.resubmitted-from";

    /** How many more attempts a message gets where agents are lost with it, or never say what became of it. */
    public static final String LOSSES = "swarmlog.losses";

    private MessageAttributes() {}

    public static boolean isPatient(Map<String, String> attributes) {
        return !attributes.isEmpty() && "true".equalsIgnoreCase(attributes.get(PATIENT));
    }

    /** 0 where it does not say, or says nothing that makes sense. */
    public static int losses(Map<String, String> attributes) {
        String losses = attributes.isEmpty() ? null : attributes.get(LOSSES);
        try {
            return losses == null ? 0 : Math.max(0, Math.min(Integer.parseInt(losses), Limits.ATTEMPTS_MAX));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
