package dev.swarmlog.router.core.gather;

import dev.swarmlog.router.core.gather.Branch.Answered;
import dev.swarmlog.router.core.gather.Branch.Asked;
import dev.swarmlog.router.core.gather.Branch.Failed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a gather is in its life. */
public sealed interface GatherState {
    /**
     * At work: what is known of each branch, by its number.
     *
     * @param withdrawal why it is taken back; empty while it is not
     */
    record Open(Plan plan, List<Branch> branches, String withdrawal) implements GatherState {
        public static Open of(Plan plan) {
            return new Open(plan, List.copyOf(Collections.nCopies(plan.branches(), Asked.INSTANCE)), "");
        }

        boolean isWithdrawn() {
            return !withdrawal.isEmpty();
        }

        Open withdrawn(String why) {
            return new Open(plan, branches, why);
        }

        Open with(int number, Branch branch) {
            List<Branch> changed = new ArrayList<>(branches);
            changed.set(number, branch);
            return new Open(plan, List.copyOf(changed), withdrawal);
        }

        boolean isAsked(int number) {
            return number >= 0 && number < branches.size() && branches.get(number) instanceof Asked;
        }

        /** Whether the agent has ended a branch already, one way or the other. */
        boolean hasHeard(String agentId) {
            return !agentId.isEmpty()
                    && branches.stream().anyMatch(branch -> switch (branch) {
                        case Asked asked -> false;
                        case Answered answered -> answered.agentId().equals(agentId);
                        case Failed failed -> failed.agentId().equals(agentId);
                    });
        }

        int asked() {
            return (int) branches.stream().filter(Asked.class::isInstance).count();
        }

        int failed() {
            return (int) branches.stream().filter(Failed.class::isInstance).count();
        }

        /** The numbers of the branches that answered. */
        List<Integer> answered() {
            List<Integer> answered = new ArrayList<>();
            for (int number = 0; number < branches.size(); number++) {
                if (branches.get(number) instanceof Answered) {
                    answered.add(number);
                }
            }
            return answered;
        }

        /** What was found in the answer of the lowest branch; null before there is one. */
        public @Nullable Finding firstFinding() {
            List<Integer> answered = answered();
            return answered.isEmpty() ? null : findingOf(answered.getFirst());
        }

        Finding findingOf(int number) {
            return branches.get(number) instanceof Answered answered ? answered.finding() : Finding.ANY;
        }
    }

    /** Over. */
    record Closed() implements GatherState {
        public static final Closed INSTANCE = new Closed();
    }
}
