package dev.swarmlog.coordinator.core;

import java.util.List;
import java.util.Locale;

/** What the table of agents shows of one. */
public record AgentRow(
        String agentId, Condition condition, Place place, Work work, long sinceMs, long lastSeenMs, long version) {

    /** The registry's verdict, and what each factor took of the score. */
    public record Condition(String state, double health, String liveness, List<Cost> why) {
        public Condition {
            why = List.copyOf(why);
        }
    }

    public record Cost(String factor, double cost) {}

    public record Place(String region, String zone) {}

    public record Work(String capability, int concurrency, int inFlight, int queued) {}

    boolean isMeantBy(Wish wish) {
        return (wish.state.isEmpty() || condition.state.equals(wish.state))
                && (wish.region.isEmpty() || place.region.equals(wish.region))
                && (wish.text.isEmpty()
                        || agentId.toLowerCase(Locale.ROOT).contains(wish.text)
                        || work.capability.toLowerCase(Locale.ROOT).contains(wish.text));
    }

    /**
     * Which agents, and in which order.
     *
     * @param text in lower case, of the id or the capability; empty for any, as the others
     */
    public record Wish(String text, String state, String region, Column column, boolean descending) {}

    /** What the table can be ordered by. */
    public enum Column {
        ID,
        STATE,
        HEALTH,
        REGION,
        CAPABILITY,
        IN_FLIGHT,
        QUEUED,
        SINCE,
        SEEN
    }
}
