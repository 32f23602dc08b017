package dev.swarmlog.coordinator.budget.core;

/**
 * What is left of one limit.
 *
 * @param limit as defined
 * @param added what people granted beyond it
 * @param reached the highest threshold that was reached, in percent
 * @param refused how many reservations it had no room for
 */
public record Account(
        String path,
        Amounts limit,
        Amounts added,
        Amounts spent,
        Amounts reserved,
        int reached,
        long refused,
        long changedMs) {

    static Account open(String path, Amounts limit, long atMs) {
        return new Account(path, limit, Amounts.NONE, Amounts.NONE, Amounts.NONE, 0, 0, atMs);
    }

    /** Negative where more was spent than reserved, or the limit was lowered. */
    public Amounts free() {
        return granted().minus(spent).minus(reserved);
    }

    Amounts granted() {
        return limit.plus(added);
    }

    /** What may still be reserved before this part of the limit is passed. */
    Amounts room(int percent) {
        return percent >= 100 ? free() : granted().floor(percent).minus(spent).minus(reserved);
    }

    Account reserving(Amounts more, long atMs) {
        return new Account(path, limit, added, spent, reserved.plus(more), reached, refused, atMs);
    }

    Account settling(Amounts held, Amounts used, long atMs) {
        return new Account(path, limit, added, spent.plus(used), reserved.minus(held), reached, refused, atMs);
    }

    Account adding(Amounts more, long atMs) {
        return new Account(path, limit, added.plus(more), spent, reserved, reached, refused, atMs);
    }

    Account reaching(int percent, long atMs) {
        return new Account(path, limit, added, spent, reserved, percent, refused, atMs);
    }

    Account refusing(long atMs) {
        return new Account(path, limit, added, spent, reserved, reached, refused + 1, atMs);
    }

    Account limited(Amounts amounts, int percent, long atMs) {
        return new Account(path, amounts, added, spent, reserved, percent, 0, atMs);
    }

    /** Nothing is spent yet; what people granted stays as far as what is reserved needs it. */
    Account renewed(long atMs) {
        return new Account(path, limit, reserved.beyond(limit), Amounts.NONE, reserved, 0, 0, atMs);
    }

    Account having(Amounts spentBelow, Amounts reservedBelow) {
        return new Account(path, limit, added, spentBelow, reservedBelow, reached, refused, changedMs);
    }
}
