package dev.swarmlog.registry.core;

import java.util.List;

/** What an agent says of itself. Already decoded, not yet believed: {@link Admission} decides that. */
public record Card(
        String agentId,
        long epoch,
        String serviceType,
        List<Capability> capabilities,
        List<String> tags,
        Place place,
        Capacity capacity,
        long writtenAtMs) {

    public Card {
        capabilities = List.copyOf(capabilities);
        tags = List.copyOf(tags);
    }

    public record Capability(String name, String version) {}

    public record Place(String region, String zone, int inboxPartition) {}

    /** How much the agent takes at once, and how often it promises to say that it lives. */
    public record Capacity(int concurrency, double weight, int heartbeatIntervalMs) {}

    /** Whether both say the same, whenever they were written. */
    boolean saysTheSameAs(Card other) {
        return equals(other.writtenAt(writtenAtMs));
    }

    private Card writtenAt(long ms) {
        return new Card(agentId, epoch, serviceType, capabilities, tags, place, capacity, ms);
    }
}
