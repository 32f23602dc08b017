package dev.swarmlog.agent.sessions;

import dev.swarmlog.v1.SessionPlan;
import java.time.Duration;

/**
 * The known ways in which many agents do one thing, as ready plans. What each role does in them is for the agents; {@code
 * examples} has a program for each.
 */
public enum SessionPattern {
    /** One hands out tasks and puts the results together; workers take what comes next. */
    ORCHESTRATOR_WORKER {
        @Override
        public SessionPlan plan(int workers) {
            return draft("orchestrator-worker")
                    .role("orchestrator", 1)
                    .role("worker", workers)
                    .channel("tasks", FEW)
                    .channel("results", ROOM)
                    .phase("work")
                    .phase("merge", "orchestrator")
                    .plan();
        }
    },
    /** A root gives orders to leads, each of which has a team of two workers; what they find goes back up. */
    HIERARCHICAL {
        @Override
        public SessionPlan plan(int leads) {
            PlanDraft draft = draft("hierarchical")
                    .role("root", 1)
                    .role("lead", leads)
                    .role("worker", TEAM * leads)
                    .channel("orders", ROOM)
                    .channel("reports", ROOM);
            for (int team = 0; team < leads; team++) {
                draft.channel("team-" + team, ROOM).channel("team-" + team + "-results", ROOM);
            }
            return draft.phase("work", "worker")
                    .phase("report", "lead")
                    .phase("conclude", "root")
                    .plan();
        }
    },
    /** All look at one board and improve what it says, whoever can; a controller says when it is good. */
    BLACKBOARD {
        @Override
        public SessionPlan plan(int contributors) {
            return draft("blackboard")
                    .role("controller", 1)
                    .role("contributor", contributors)
                    .phase("contribute", "contributor")
                    .phase("conclude", "controller")
                    .plan();
        }
    },
    /** The contract net: a manager announces, bidders bid, the best one gets it and does it. Who bids too late is left out. */
    MARKET {
        @Override
        public SessionPlan plan(int bidders) {
            return draft("market")
                    .role("manager", 1)
                    .role("bidder", bidders)
                    .phase("announce", "manager")
                    .phase("bid", "bidder")
                    .phase("award", "manager", PlanDraft.deadlineOf(BIDDING))
                    .phase("perform", "bidder")
                    .phase("settle", "manager", PlanDraft.quorum(1))
                    .plan();
        }
    };

    /** How many workers a lead of the hierarchical pattern has. */
    public static final int TEAM = 2;

    private static final int ROOM = 100;

    /** Tasks wait with who hands them out; results must not, or all would wait for each other. */
    private static final int FEW = 20;

    private static final Duration BIDDING = Duration.ofSeconds(10);

    /** For so many workers, leads, contributors or bidders. */
    public abstract SessionPlan plan(int size);

    private static PlanDraft draft(String type) {
        return PlanDraft.of(type).deadline(Duration.ofHours(1));
    }
}
