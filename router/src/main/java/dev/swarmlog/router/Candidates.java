package dev.swarmlog.router;

import dev.swarmlog.router.core.Roster;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.WaitingRoom;
import dev.swarmlog.router.core.strategy.Wish;
import dev.swarmlog.v1.Candidate;
import dev.swarmlog.v1.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Mutable and for one thread: the roster of the message that is being decided on. */
final class Candidates implements Roster {
    /** How many are named of those that could have been chosen. */
    private static final int NAMED_MAX = 20;

    private static final DecisionLog.Explanation NONE = new DecisionLog.Explanation(List.of(), 1);

    private final CandidatePools pools;
    private final WaitingRoom<CandidatePool, Flight> waiting;
    private final WaitingSettings settings;
    private final Retries retries;
    private final RandomGenerator random;
    private CandidatePool pool;
    /** Whose room it may use by now. */
    private CandidatePool from;

    private DecisionLog.Explanation explanation = NONE;
    private boolean explained;
    private String key = "";
    private @Nullable BranchFlight branch;
    private boolean gathers;
    private long nowMs;

    Candidates(
            CandidatePools pools,
            WaitingRoom<CandidatePool, Flight> waiting,
            WaitingSettings settings,
            Retries retries,
            RandomGenerator random) {
        this.pools = pools;
        this.waiting = waiting;
        this.settings = settings;
        this.retries = retries;
        this.random = random;
        this.pool = pools.nobody();
        this.from = pool;
    }

    /** With whether somebody will ask why. */
    Candidates of(Flight flight, boolean toBeExplained, long nowMs) {
        pool = flight.pool();
        branch = flight instanceof BranchFlight one ? one : null;
        explained = toBeExplained;
        explanation = NONE;
        gathers = flight instanceof GatherFlight;
        key = keyOf(flight.message());
        this.nowMs = nowMs;
        pools.refresh(pool, nowMs);
        from = flight.poolAt(nowMs, settings);
        if (from != pool) {
            pools.refresh(from, nowMs);
        }
        return this;
    }

    @Override
    public @Nullable Seat pick(String avoidAgentId) {
        BranchFlight one = branch;
        Seat picked =
                one != null ? pick(one, avoidAgentId) : pick(avoidAgentId.isEmpty() ? Set.of() : Set.of(avoidAgentId));
        if (explained && picked != null) {
            explanation = new DecisionLog.Explanation(
                    from.agents.candidates(NAMED_MAX, nowMs).stream()
                            .map(each -> new Candidate(each.agentId(), each.score()))
                            .sorted(Comparator.comparingDouble(Candidate::getScore))
                            .toList(),
                    from.agents.propensity());
        }
        return picked;
    }

    /** The branches of a message to several go to agents, never the message itself. */
    private @Nullable Seat pick(Set<String> avoided) {
        if (gathers) {
            return null;
        }
        return from.agents.pick(new Wish(key, avoided, nowMs, random, explained));
    }

    boolean isExplained() {
        return explained;
    }

    /** What the last pick could have been, if it was to be explained. */
    DecisionLog.Explanation explanation() {
        return explanation;
    }

    /** An agent that no sibling has; for a broadcast, its own. */
    private @Nullable Seat pick(BranchFlight one, String avoidAgentId) {
        if (!one.pinned.isEmpty()) {
            return one.pinned.equals(avoidAgentId) ? null : pool.agents.open(one.pinned, nowMs);
        }
        Set<String> avoided = one.gather.agentsBeside(one);
        if (!avoidAgentId.isEmpty()) {
            avoided.add(avoidAgentId);
        }
        return pick(avoided);
    }

    /** Messages that name no key are all different. */
    static String keyOf(Message message) {
        String named = message.getRouting().getAffinityKey();
        return named.isEmpty() ? message.getMessageId() : named;
    }

    @Override
    public String capability() {
        return pool.query.capability();
    }

    @Override
    public boolean knowsCapability() {
        return branch != null || pools.knowsCapability(pool);
    }

    @Override
    public boolean mayRetry() {
        return retries.mayRetry(nowMs);
    }

    @Override
    public boolean hasRoomToWait() {
        return branch != null || waiting.hasRoom(pool);
    }

    @Override
    public boolean mayBegin() {
        return branch != null || waiting.mayBegin(pool);
    }

    @Override
    public long halfGoneInMs() {
        return waiting.halfGoneInMs(pool, nowMs);
    }

    @Override
    public double luck() {
        return random.nextDouble();
    }
}
