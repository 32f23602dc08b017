package dev.swarmlog.bench.hot;

import dev.swarmlog.router.core.Decision;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageMachine;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.Policy;
import dev.swarmlog.router.core.Roster;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the router decides of a message: when it comes, and when its agent has done it. */
@State(Scope.Thread)
public class MessageMachineHot {
    private static final long NOW_MS = 1_000_000;

    private final MessageMachine machine =
            new MessageMachine(new Policy(30_000, 200, 30_000, 2_000, 1_000, 60_000, 600_000, 10_000));
    private final Terms terms = new Terms(3, NOW_MS + 60_000, true, false, true, false, 0);
    private final Roster roster = new OneAgent();
    private final MessageState inFlight =
            new MessageState.InFlight(new MessageState.Tries(1, 0, false), "a", 7, NOW_MS - 10, NOW_MS + 20_000);
    private final MessageEvent submitted = MessageEvent.Submitted.ANEW;
    private final MessageEvent completed =
            new MessageEvent.Completed(new MessageEvent.Assignment(inFlight.attempt(), "a", 7));

    @Benchmark
    public final Decision submitted() {
        return machine.decide(terms, MessageState.Unseen.INSTANCE, submitted, NOW_MS, roster);
    }

    @Benchmark
    public final Decision completed() {
        return machine.decide(terms, inFlight, completed, NOW_MS, roster);
    }

    /** One agent with room for all. */
    private static final class OneAgent implements Roster {
        private final Seat seat = new Seat("a", 7, 0, 8, 10, new AgentLoads(new SharedLoads(1)).of("a", 0));

        @Override
        public Seat pick(String avoidAgentId) {
            return seat;
        }

        @Override
        public String capability() {
            return "bench.work";
        }

        @Override
        public boolean knowsCapability() {
            return true;
        }

        @Override
        public boolean mayRetry() {
            return true;
        }

        @Override
        public boolean hasRoomToWait() {
            return true;
        }

        @Override
        public boolean mayBegin() {
            return true;
        }

        @Override
        public long halfGoneInMs() {
            return 0;
        }

        @Override
        public double luck() {
            return 0.5;
        }
    }
}
