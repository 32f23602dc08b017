package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.router.core.gather.Asking;
import dev.swarmlog.router.core.gather.Branch;
import dev.swarmlog.router.core.gather.GatherState;
import dev.swarmlog.router.core.gather.Plan;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: a message to several agents, with a branch for each. The store holds it whole, so that no
 * crash tears it apart.
 */
final class GatherFlight extends Flight {
    final Asking asking;
    private GatherState gather = GatherState.Closed.INSTANCE;
    private List<BranchFlight> branches = List.of();
    private long openedAtMs;
    private int heldBytes;
    private @Nullable Gathered gathered;
    /** Asked for at each look at its line, and the same until one of its branches changes. */
    private @Nullable Set<String> agentsHeard;

    GatherFlight(Message message, @Nullable Ruled ruled, Terms terms, Turn turn, String trace, CandidatePool pool) {
        super(message, ruled, terms, turn, trace, pool.forGathers());
        this.asking = RouterCodec.asking(message);
    }

    /** Begins, with so many branches, of which those with an agent's name are for that one. */
    void open(Plan plan, List<String> pinned, long nowMs) {
        GatherState.Open fresh = GatherState.Open.of(plan);
        // Nobody waits longer for a branch than for the whole.
        Terms ofBranches = new Terms(terms.attemptsMax(), plan.closesAtMs(), true, false, true, false, terms.losses());
        BranchLine shared = new BranchLine(this, "");
        List<BranchFlight> made = new ArrayList<>(plan.branches());
        for (int number = 0; number < plan.branches(); number++) {
            String agentId = pinned.isEmpty() ? "" : pinned.get(number);
            BranchLine line = agentId.isEmpty() ? shared : new BranchLine(this, agentId);
            made.add(new BranchFlight(this, ofBranches, number, agentId, line));
        }
        branches = List.copyOf(made);
        branchChanged();
        gather = fresh;
        openedAtMs = nowMs;
        heldBytes = message().getPayload().remaining();
    }

    /** Takes up what the changelog held, by the number of the branch; who has no end is still asked. */
    void restored(List<MessageState> states, List<@Nullable GatheredAnswer> ends) {
        List<Branch> known = new ArrayList<>(states.size());
        String withdrawal = "";
        for (BranchFlight branch : branches) {
            GatheredAnswer end = ends.get(branch.number);
            branch.become(states.get(branch.number));
            if (end != null) {
                branch.end(end);
                heldBytes += Gathered.sizeOf(end);
            }
            known.add(Gathered.branch(this, end));
            if (branch.state() instanceof Withdrawing withdrawing) {
                withdrawal = withdrawing.why();
            }
        }
        if (gather instanceof GatherState.Open open) {
            gather = new GatherState.Open(open.plan(), List.copyOf(known), withdrawal);
        }
    }

    GatherState gather() {
        return gather;
    }

    boolean isOpen() {
        return gather instanceof GatherState.Open;
    }

    void become(GatherState next) {
        gather = next;
    }

    List<BranchFlight> branches() {
        return branches;
    }

    long openedAtMs() {
        return openedAtMs;
    }

    int heldBytes() {
        return heldBytes;
    }

    void hold(int moreBytes) {
        heldBytes += moreBytes;
    }

    /** What its answer is made of; null before it closes. */
    @Nullable
    Gathered gathered() {
        return gathered;
    }

    /** What was gathered stays until it is replied; the branches go at once. */
    void gathered(Gathered all) {
        gathered = all;
        branches = List.of();
        branchChanged();
    }

    /** Nothing is made of it. */
    void abandoned() {
        gather = GatherState.Closed.INSTANCE;
        branches = List.of();
        branchChanged();
    }

    /** The reply holds all of it. */
    @Override
    void keep(Reply answered) {
        super.keep(answered);
        gathered = null;
    }

    /** Of a gather that nobody heard of, what was gathered is still here. */
    @Override
    int keptBytes() {
        return super.keptBytes() + (gathered == null ? 0 : heldBytes);
    }

    /** The agents that were asked and answered, or are being asked. */
    Set<String> agentsHeard() {
        Set<String> heard = agentsHeard;
        if (heard == null) {
            heard = agentsBeside(null);
            agentsHeard = heard;
        }
        return heard;
    }

    void branchChanged() {
        agentsHeard = null;
    }

    Set<String> agentsBeside(@Nullable BranchFlight self) {
        Set<String> agents = new HashSet<>();
        for (BranchFlight branch : branches) {
            String agentId = branch == self ? "" : agentOf(branch);
            if (!agentId.isEmpty()) {
                agents.add(agentId);
            }
        }
        return agents;
    }

    /** Who answered the branch, or is being asked, or would be; empty for nobody. */
    private static String agentOf(BranchFlight branch) {
        GatheredAnswer end = branch.end();
        if (end != null) {
            return end.getAgentId();
        }
        InFlight at = branch.state().underWay();
        return at == null ? branch.pinned : at.agentId();
    }

    /** Those who wait for an agent though all that are there have been asked. */
    Collection<BranchFlight> stranded() {
        List<BranchFlight> waiting = new ArrayList<>();
        int seekers = 0;
        for (BranchFlight branch : branches) {
            if (branch.state() instanceof Waiting) {
                waiting.add(branch);
            }
            seekers += branch.state() instanceof Waiting || branch.state() instanceof BackingOff ? 1 : 0;
        }
        if (waiting.isEmpty()) {
            return waiting;
        }
        if (asking.broadcast()) {
            waiting.removeIf(branch -> pool().agents.has(branch.pinned));
            return waiting;
        }
        int left = pool().agents.size() - pool().agents.countOf(agentsHeard());
        int tooMany = Math.clamp(seekers - left, 0, waiting.size());
        return waiting.subList(waiting.size() - tooMany, waiting.size());
    }
}
