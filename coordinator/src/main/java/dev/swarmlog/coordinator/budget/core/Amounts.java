package dev.swarmlog.coordinator.budget.core;

/**
 * How much of what a budget counts.
 *
 * @param costMicros millionths of the installation's currency
 * @param wallMs time that somebody worked
 */
public record Amounts(long tokens, long costMicros, long calls, long wallMs) {
    public static final Amounts NONE = new Amounts(0, 0, 0, 0);

    /** No request may name more, so that sums have room. */
    public static final long MAX = 1_000_000_000_000L;

    /** As a limit: so much that nothing reaches it, and little enough to be reckoned with. */
    public static final long UNLIMITED = 4_000_000_000_000_000_000L;

    public static final Amounts BOUNDLESS = new Amounts(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);

    private static final int WHOLE = 100;

    Amounts plus(Amounts more) {
        return new Amounts(
                tokens + more.tokens, costMicros + more.costMicros, calls + more.calls, wallMs + more.wallMs);
    }

    Amounts minus(Amounts less) {
        return new Amounts(
                tokens - less.tokens, costMicros - less.costMicros, calls - less.calls, wallMs - less.wallMs);
    }

    Amounts withCost(long micros) {
        return new Amounts(tokens, micros, calls, wallMs);
    }

    boolean fitsInto(Amounts free) {
        return tokens <= Math.max(0, free.tokens)
                && costMicros <= Math.max(0, free.costMicros)
                && calls <= Math.max(0, free.calls)
                && wallMs <= Math.max(0, free.wallMs);
    }

    /** What is missing for this to fit; in no unit negative. */
    Amounts beyond(Amounts free) {
        return new Amounts(
                missing(tokens, free.tokens),
                missing(costMicros, free.costMicros),
                missing(calls, free.calls),
                missing(wallMs, free.wallMs));
    }

    /** What is not asked for is not missing, however far the limit is overdrawn. */
    private static long missing(long wanted, long free) {
        return wanted == 0 ? 0 : Math.max(0, wanted - free);
    }

    /** This part of it, rounded up; how often something is done is not divided. */
    Amounts percent(int percent) {
        return new Amounts(part(tokens, percent), part(costMicros, percent), calls, part(wallMs, percent));
    }

    /** Of a limit, rounded down; no limit has parts. */
    Amounts floor(int percent) {
        return new Amounts(
                floor(tokens, percent), floor(costMicros, percent), floor(calls, percent), floor(wallMs, percent));
    }

    private static long part(long amount, int percent) {
        return amount / WHOLE * percent + (amount % WHOLE * percent + WHOLE - 1) / WHOLE;
    }

    private static long floor(long amount, int percent) {
        return amount >= UNLIMITED ? amount : amount / WHOLE * percent + amount % WHOLE * percent / WHOLE;
    }

    /** Whether in some unit so many percent of the limit are reached. */
    boolean reaches(int percent, Amounts limit) {
        Amounts mark = limit.floor(percent);
        return reaches(tokens, mark.tokens)
                || reaches(costMicros, mark.costMicros)
                || reaches(calls, mark.calls)
                || reaches(wallMs, mark.wallMs);
    }

    private static boolean reaches(long spent, long mark) {
        return spent > 0 && spent >= mark;
    }

    /** Whether a request may name it. */
    boolean isSound() {
        return sound(tokens) && sound(costMicros) && sound(calls) && sound(wallMs);
    }

    private static boolean sound(long amount) {
        return amount >= 0 && amount <= MAX;
    }
}
