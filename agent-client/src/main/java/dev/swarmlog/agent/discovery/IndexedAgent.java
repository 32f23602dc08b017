package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent as the index holds it: its status, in words that it shares with others of its kind. Immutable. */
record IndexedAgent(AgentStatus status, Profile profile, int slot) {

    static IndexedAgent of(AgentStatus status, Profile profile, int slot, @Nullable IndexedAgent before) {
        AgentCard card = status.getCard();
        AgentStatus held = new AgentStatus(
                before != null && before.profile == profile && isSame(before.card(), card)
                        ? before.card()
                        : shared(card, profile),
                status.getState(),
                status.getHealthScore(),
                status.getLiveness(),
                status.getInFlight(),
                status.getQueued(),
                status.getVersion(),
                status.getSinceMs(),
                status.getLastSeenMs(),
                List.copyOf(status.getWhy()),
                status.getProvenAtMs());
        return new IndexedAgent(held, profile, slot);
    }

    private static AgentCard shared(AgentCard card, Profile profile) {
        return new AgentCard(
                card.getAgentId(),
                card.getEpoch(),
                card.getIntent(),
                profile.words.serviceType(),
                profile.capabilities,
                profile.tags,
                profile.location,
                card.getConcurrency(),
                card.getWeight(),
                card.getInboxPartition(),
                card.getHeartbeatIntervalMs(),
                card.getWrittenAtMs());
    }

    /** For cards of one profile. */
    private static boolean isSame(AgentCard one, AgentCard other) {
        return one.getWrittenAtMs() == other.getWrittenAtMs() && saysTheSame(one, other);
    }

    /** For cards of one profile, whenever they were written: agents show theirs again from time to time. */
    private static boolean saysTheSame(AgentCard one, AgentCard other) {
        return one.getAgentId().equals(other.getAgentId())
                && one.getEpoch() == other.getEpoch()
                && one.getIntent() == other.getIntent()
                && one.getConcurrency() == other.getConcurrency()
                && Double.compare(one.getWeight(), other.getWeight()) == 0
                && one.getInboxPartition() == other.getInboxPartition()
                && one.getHeartbeatIntervalMs() == other.getHeartbeatIntervalMs();
    }

    String id() {
        return card().getAgentId();
    }

    AgentCard card() {
        return status.getCard();
    }

    /** Whether it differs from what was held before in more than health and load. */
    @SuppressWarnings("ReferenceEquality") // agents of one kind share their profile
    boolean isOtherThan(@Nullable IndexedAgent before) {
        return before == null
                || before.profile != profile
                || before.status.getState() != status.getState()
                || !saysTheSame(before.card(), card());
    }
}
