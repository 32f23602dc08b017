package dev.swarmlog.coordinator.session.core.part;

/** Where an answer goes: a partition of the replies, or by the key when negative; no key means that nobody waits. */
public record Address(int partition, String key) {
    public static final Address NOWHERE = new Address(-1, "");
}
