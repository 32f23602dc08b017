package dev.swarmlog.schemas;

import java.util.Map;

/** Attributes of messages that mean something to the platform. All others are their writers' own. */
public final class MessageAttributes {
    /** With the value {@code true}: the message also waits, until its deadline, for a capability that nobody has had yet. */
    public static final String PATIENT = "swarmlog.patient";

    /** The messageId of the dead letter that the message was made from. */
    public static final String RESUBMITTED_FROM = "swarmlog.resubmitted-from";

    private MessageAttributes() {}

    public static boolean isPatient(Map<String, String> attributes) {
        return !attributes.isEmpty() && "true".equalsIgnoreCase(attributes.get(PATIENT));
    }
}
