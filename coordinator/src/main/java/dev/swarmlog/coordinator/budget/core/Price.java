package dev.swarmlog.coordinator.budget.core;

/** What a model or an agent costs: millionths of the currency for a million tokens, and for a call. */
public record Price(long inMicros, long outMicros, long callMicros) {
    /** No price is higher, so that products have room. */
    public static final long MAX = 1_000_000_000_000L;

    public static final Price FREE = new Price(0, 0, 0);

    private static final long MILLION = 1_000_000;

    long of(long tokensIn, long tokensOut, long calls) {
        long sum = part(tokensIn, inMicros) + part(tokensOut, outMicros) + bounded(calls, callMicros);
        return Math.min(sum, Amounts.MAX);
    }

    /** Where nobody knows which tokens they will be: the dearer ones. */
    long atMost(long tokens, long calls) {
        return of(0, 0, calls) + Math.min(part(tokens, Math.max(inMicros, outMicros)), Amounts.MAX);
    }

    /** Rounded up. */
    private static long part(long tokens, long price) {
        return Math.min(
                Amounts.MAX,
                bounded(tokens / MILLION, price)
                        + (tokens % MILLION * Math.min(price, Price.MAX) + MILLION - 1) / MILLION);
    }

    private static long bounded(long count, long price) {
        return price != 0 && count > Amounts.MAX / price ? Amounts.MAX : count * price;
    }
}
