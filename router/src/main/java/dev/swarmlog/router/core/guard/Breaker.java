package dev.swarmlog.router.core.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps work away from an agent that fails all of it, and tries again now and then with one message, the probe.
 *
 * <pre>
 *             failures enough, no success between                 time is up, somebody asks
 *   Closed ------------------------------------------> Open -------------------------------> HalfOpen
 *      ^                                                ^ ^--- probe came back unjudged --------|  |
 *      |                                                +--------- probe failed, longer --------+  |
 *      +------------------------------------ probe succeeded --------------------------------------+
 * </pre>
 *
 * <p>Failures in a row, not a share of them: three in a row of a dead agent come at once, at any rate of traffic, while
 * one that fails now and then is a matter of comparison with others, which is {@link Outliers}' part. News of work that
 * was sent before a state began says nothing about it, so late and repeated news do no harm.
 *
 * @param failuresMax so many in a row open it
 * @param windowMs within which they must come
 * @param openMs how long it is open at first; it doubles with each probe that fails
 * @param openMsMax the longest that it is open, but for the jitter
 * @param probeMs after which a probe of which nothing was heard makes room for another: who sent it may be gone
 * @param jitter the share of that time that luck may add, so that routers do not all probe at once
 */
public record Breaker(int failuresMax, long windowMs, long openMs, long openMsMax, long probeMs, double jitter) {
    private static final int DOUBLINGS_MAX = 30;

    /** Where a breaker is. Everything about it is in here. */
    public sealed interface State {
        /** When it came to be as it is. */
        long sinceMs();
    }

    /**
     * All may pass.
     *
     * @param failedAtMs the failures since the last success, fewer than it takes to open
     */
    public record Closed(long sinceMs, List<Long> failedAtMs) implements State {}

    /**
     * Nobody may pass.
     *
     * @param openings how often it opened since it was last closed
     */
    public record Open(long sinceMs, long untilMs, int openings) implements State {}

    /**
     * One message was let through, and all hangs on it.
     *
     * @param probedAtMs when it was sent; later than since if nothing was heard of the one before for so long that
     *     another was let through. The first of them to say something decides.
     */
    public record HalfOpen(long sinceMs, long probedAtMs, int openings) implements State {}

    /** What can happen to it. */
    public sealed interface Event {}

    /** Somebody is about to send the agent something. */
    public record Asked() implements Event {}

    /** Work was done that was sent to the agent then. */
    public record Succeeded(long sentAtMs) implements Event {}

    /** Work failed, by the agent's fault, that was sent to it then. */
    public record Failed(long sentAtMs) implements Event {}

    /** Work sent then ended without saying anything about the agent: it had no room, or the message had no time left. */
    public record Unjudged(long sentAtMs) implements Event {}

    public static State closed(long nowMs) {
        return new Closed(nowMs, List.of());
    }

    /** What the event makes of the state; the same state when it changes nothing. Luck is evenly from 0 to 1. */
    public State next(State state, Event event, long nowMs, double luck) {
        return switch (event) {
            case Asked() -> asked(state, nowMs);
            case Succeeded(long sentAtMs) -> sentAtMs < state.sinceMs() ? state : succeeded(state, nowMs);
            case Failed(long sentAtMs) -> sentAtMs < state.sinceMs() ? state : failed(state, nowMs, luck);
            case Unjudged(long sentAtMs) ->
                state instanceof HalfOpen half && sentAtMs == half.probedAtMs()
                        ? new Open(nowMs, nowMs, half.openings())
                        : state;
        };
    }

    /** Whether an {@link Asked} would be let through. */
    public boolean admits(State state, long nowMs) {
        return switch (state) {
            case Closed closed -> true;
            case Open open -> nowMs >= open.untilMs();
            case HalfOpen half -> nowMs - half.probedAtMs() >= probeMs;
        };
    }

    private State asked(State state, long nowMs) {
        return switch (state) {
            case Closed closed -> closed;
            case Open open -> admits(open, nowMs) ? new HalfOpen(nowMs, nowMs, open.openings()) : open;
            case HalfOpen half -> admits(half, nowMs) ? new HalfOpen(half.sinceMs(), nowMs, half.openings()) : half;
        };
    }

    private static State succeeded(State state, long nowMs) {
        return switch (state) {
            case Closed closed -> closed.failedAtMs().isEmpty() ? closed : new Closed(closed.sinceMs(), List.of());
            case Open open -> open;
            case HalfOpen half -> closed(nowMs);
        };
    }

    private State failed(State state, long nowMs, double luck) {
        return switch (state) {
            case Closed closed -> {
                List<Long> failures = new ArrayList<>(closed.failedAtMs());
                failures.removeIf(atMs -> atMs <= nowMs - windowMs);
                failures.add(nowMs);
                yield failures.size() >= failuresMax
                        ? open(1, nowMs, luck)
                        : new Closed(closed.sinceMs(), List.copyOf(failures));
            }
            case Open open -> open;
            case HalfOpen half -> open(half.openings() + 1, nowMs, luck);
        };
    }

    private Open open(int openings, long nowMs, double luck) {
        long doubled = openMs << Math.clamp(openings - 1, 0, DOUBLINGS_MAX);
        long forMs = (long) (Math.min(openMsMax, doubled) * (1 + jitter * luck));
        return new Open(nowMs, nowMs + forMs, openings);
    }
}
