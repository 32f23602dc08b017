package dev.swarmlog.router.core;

import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A roster of agents that always have room, in the order of preference. */
record FakeRoster(
        List<String> free,
        boolean knowsCapability,
        boolean hasRoomToWait,
        boolean mayBegin,
        boolean mayRetry,
        long halfGoneInMs,
        double luck)
        implements Roster {
    static FakeRoster of(String... free) {
        return new FakeRoster(Arrays.asList(free), true, true, true, true, 8_000, 0.5);
    }

    FakeRoster withoutTheCapability() {
        return new FakeRoster(free, false, hasRoomToWait, mayBegin, mayRetry, halfGoneInMs, luck);
    }

    FakeRoster withoutRoom() {
        return new FakeRoster(free, knowsCapability, false, mayBegin, mayRetry, halfGoneInMs, luck);
    }

    FakeRoster withTooManyAway() {
        return new FakeRoster(free, knowsCapability, hasRoomToWait, false, mayRetry, halfGoneInMs, luck);
    }

    FakeRoster withoutBudget() {
        return new FakeRoster(free, knowsCapability, hasRoomToWait, mayBegin, false, halfGoneInMs, luck);
    }

    FakeRoster withLuck(double value) {
        return new FakeRoster(free, knowsCapability, hasRoomToWait, mayBegin, mayRetry, halfGoneInMs, value);
    }

    @Override
    public String capability() {
        return "echo";
    }

    @Override
    public @Nullable Seat pick(String avoidAgentId) {
        for (String id : free) {
            if (!id.equals(avoidAgentId)) {
                return seat(id);
            }
        }
        return null;
    }

    static Seat seat(String id) {
        return new Seat(id, 7, 3, 1, 2, new AgentLoads(new SharedLoads(1)).of(id, 0));
    }
}
