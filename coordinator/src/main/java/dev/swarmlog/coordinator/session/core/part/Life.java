package dev.swarmlog.coordinator.session.core.part;

/** One life of an agent, which is a participant during it; of a participant that is no agent, {@link #NONE}. */
public record Life(String agentId, long epoch) {
    public static final Life NONE = new Life("", 0);

    public boolean isAgent() {
        return !agentId.isEmpty();
    }

    /** A later one of the same agent, or the first that is known. */
    public boolean isAfter(Life before) {
        return isAgent() && (!before.isAgent() || (agentId.equals(before.agentId) && epoch > before.epoch));
    }
}
