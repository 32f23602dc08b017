package dev.swarmlog.coordinator.budget.core;

/**
 * What somebody may spend, or asked for.
 *
 * @param levels the accounts that it counts in: bit n stands for the first n + 1 names of the path
 * @param capability where to go instead; empty means as asked
 * @param why of a refusal
 * @param untilMs when it expires, is refused for want of an answer, or is forgotten
 */
public record Reservation(
        String id,
        String path,
        State state,
        Amounts amounts,
        int levels,
        String capability,
        String agentId,
        String model,
        String why,
        long untilMs,
        Requester requester) {

    /** How far it is. The last five are ends, kept for a while so that repetitions are known. */
    public enum State {
        OPEN,
        ASKED,
        REFUSED,
        HANDED_OFF,
        SETTLED,
        RELEASED,
        EXPIRED;

        public boolean isOver() {
            return this != OPEN && this != ASKED;
        }
    }

    /** Who hears of it. */
    public record Requester(String topic, int partition, String key) {
        public static final Requester NOBODY = new Requester("", -1, "");
    }

    Reservation over(State end, long forgetMs) {
        return new Reservation(id, path, end, amounts, 0, capability, agentId, model, why, forgetMs, requester);
    }

    Reservation counting(int more) {
        return new Reservation(
                id, path, state, amounts, levels | more, capability, agentId, model, why, untilMs, requester);
    }
}
