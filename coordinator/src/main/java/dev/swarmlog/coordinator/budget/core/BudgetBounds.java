package dev.swarmlog.coordinator.budget.core;

/**
 * How much one budget may hold.
 *
 * @param goingMax reservations that are open or wait for a person
 * @param keptMs so long one that is over is remembered, so that its repetitions are known
 * @param keptMax and at most so many
 * @param accountsMax beyond it accounts of patterns are closed, the longest unused first
 * @param dueMax so much is done at once of what is due
 * @param holdMsMax so long a reservation may stand
 */
public record BudgetBounds(
        int goingMax, long keptMs, int keptMax, int accountsMax, int dueMax, int idCharsMax, long holdMsMax) {
    public static final BudgetBounds DEFAULT =
            new BudgetBounds(100_000, 600_000, 100_000, 10_000, 1_000, 256, 7 * 86_400_000L);
}
