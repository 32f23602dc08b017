package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.gather.Finding;
import dev.swarmlog.router.core.gather.GatherAdmission;
import dev.swarmlog.router.core.gather.GatherDecision;
import dev.swarmlog.router.core.gather.GatherEffect;
import dev.swarmlog.router.core.gather.GatherEffect.Close;
import dev.swarmlog.router.core.gather.GatherEvent;
import dev.swarmlog.router.core.gather.GatherMachine;
import dev.swarmlog.router.core.gather.GatherState;
import dev.swarmlog.router.core.gather.Mode;
import dev.swarmlog.router.gather.GatherBounds;
import dev.swarmlog.router.gather.GatherMeters;
import dev.swarmlog.router.gather.JsonResults;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.schemas.BranchId;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.ReplyStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mutable and for one thread: the messages of a task that are with several agents, from the first delivery to the answer. */
final class Gathers implements AutoCloseable {
    private final Steps steps;
    private final Uncertain uncertain;
    private final LiveStore<Flight> flights;
    private final CandidatePools pools;
    private final RouterConfig config;
    private final GatherBounds bounds;
    private final GatherAdmission admission;
    private final GatherMeters meters;
    private final Set<GatherFlight> open = new LinkedHashSet<>();
    private long heldBytes;

    /** What only the task can do. */
    interface Steps {
        void decide(Flight flight, MessageEvent event, long nowMs);

        void become(GatherFlight gather, MessageState next, long nowMs);

        /** By time, which each life of the task has to itself, or by what others said, which all of them hear. */
        void end(Flight flight, Answer answer, boolean byTime, long nowMs);

        /** Nobody wants its result any more. */
        void drop(BranchFlight branch, long nowMs);
    }

    Gathers(Steps steps, Uncertain uncertain, RouterTask.Parts parts) {
        this.steps = steps;
        this.uncertain = uncertain;
        this.flights = parts.flights();
        this.pools = parts.pools();
        this.config = parts.config();
        this.bounds = config.gather();
        this.admission = bounds.admission();
        this.meters = parts.meters().gather();
    }

    /** Whether there is anybody to ask now. A message whose agents have yet to come waits for them like any other. */
    boolean begins(GatherFlight gather, MessageEvent event, long nowMs) {
        boolean mayBegin = gather.state() instanceof MessageState.Waiting
                ? event instanceof MessageEvent.CapacityFreed || event instanceof MessageEvent.TimedOut
                : gather.state() instanceof MessageState.Unseen && event instanceof MessageEvent.Submitted;
        if (!mayBegin || nowMs >= gather.terms.deadlineMs()) {
            return false;
        }
        // What waits in line for its turn stays there; only newcomers are told to come again.
        if (gather.state() instanceof MessageState.Waiting && isFull()) {
            return false;
        }
        pools.refresh(gather.pool(), nowMs);
        return gather.pool().agents.size() > 0;
    }

    void begin(GatherFlight gather, boolean hasRoomToWait, long nowMs) {
        int there = gather.pool().agents.size();
        Answer refusal = refusal(gather, there, hasRoomToWait);
        if (refusal != null) {
            steps.end(gather, refusal, false, nowMs);
            return;
        }
        List<String> pinned = gather.asking.broadcast() ? membersOf(gather) : List.of();
        int fanOut = gather.asking.fanOut() == 0 ? Math.min(there, bounds.fanOutMax()) : gather.asking.fanOut();
        long windowMs = gather.asking.windowMs() == 0 ? Integer.MAX_VALUE : gather.asking.windowMs();
        long closesAtMs = Math.min(gather.terms.deadlineMs(), nowMs + windowMs);
        gather.open(gather.asking.plan(fanOut, closesAtMs), pinned, nowMs);
        meters.opened(gather.asking.modeOrAll(), fanOut);
        count(gather);
        steps.become(gather, new MessageState.Gathering(closesAtMs), nowMs);
        if (gather.gather() instanceof GatherState.Open fresh) {
            settle(gather, GatherMachine.begun(fresh), false, nowMs);
        }
        List<BranchFlight> fresh = gather.branches().stream()
                .filter(branch -> !uncertain.takesUpAndSends(branch, nowMs))
                .toList();
        for (BranchFlight branch : fresh) {
            if (gather.isOpen()) {
                steps.decide(branch, MessageEvent.Submitted.ANEW, nowMs);
            }
        }
    }

    private @Nullable Answer refusal(GatherFlight gather, int there, boolean hasRoomToWait) {
        if (gather.asking.broadcast()) {
            Answer tooMany = admission.refusalOfPool(there);
            if (tooMany != null) {
                return tooMany;
            }
        }
        if (!gather.pool().mayHaveRoom() && !hasRoomToWait) {
            return Answer.noRoom(
                    "too many messages wait for an agent", config.policy().retryAfterMs());
        }
        return !isFull()
                ? null
                : Answer.noRoom(
                        "too many messages are with several agents",
                        config.policy().retryAfterMs());
    }

    private boolean isFull() {
        return open.size() >= bounds.openMax() || heldBytes >= bounds.openBytesMax();
    }

    private static List<String> membersOf(GatherFlight gather) {
        return gather.pool().agents.seats().stream().map(Seat::agentId).toList();
    }

    /** Takes up one that the changelog held. */
    void restored(GatherFlight gather) {
        if (gather.isOpen()) {
            count(gather);
        }
    }

    /** Whose outcome it is; null when nobody waits for it any more, or it is not the branch's own agent who speaks. */
    @Nullable
    BranchFlight spokenOf(Outcome outcome) {
        BranchId id = BranchId.parse(outcome.getMessageId());
        if (!(flights.get(id.messageId()) instanceof GatherFlight gather)
                || id.number() < 0
                || id.number() >= gather.branches().size()) {
            meters.ignored(GatherEffect.Reason.LATE);
            return null;
        }
        BranchFlight branch = gather.branches().get(id.number());
        if (branch.end() != null
                || (!branch.pinned.isEmpty() && !branch.pinned.equals(outcome.getAgentId()))
                || gather.agentsBeside(branch).contains(outcome.getAgentId())) {
            meters.ignored(GatherEffect.Reason.DUPLICATE);
            return null;
        }
        return branch;
    }

    /** A branch came to its end. */
    void ended(BranchFlight branch, Answer answer, @Nullable Outcome outcome, long nowMs) {
        GatherFlight gather = branch.gather;
        GatheredAnswer end = Gathered.ended(answer, "", outcome);
        GatherEvent event = new GatherEvent.BranchFailed(branch.number, answer.agentId());
        if (end.getStatus() == ReplyStatus.COMPLETED) {
            JsonResults.Reading reading = Gathered.read(gather, end.getResult());
            String flaw = flaw(gather, reading, Gathered.sizeOf(end));
            if (flaw.isEmpty()) {
                event = new GatherEvent.BranchAnswered(branch.number, answer.agentId(), reading.finding());
                hold(gather, Gathered.sizeOf(end));
            } else {
                end = Gathered.ended(answer, flaw, outcome);
            }
        }
        if (event instanceof GatherEvent.BranchFailed) {
            meters.branchFailed();
        }
        branch.end(end);
        settle(gather, GatherMachine.decide(gather.gather(), event, nowMs), false, nowMs);
    }

    private String flaw(GatherFlight gather, JsonResults.Reading reading, int bytes) {
        if (!reading.flaw().isEmpty()) {
            return reading.flaw();
        }
        int results = gather.heldBytes() - gather.message().getPayload().remaining();
        if (results + bytes > bounds.bytesMax()) {
            return "all results of a gather hold at most " + bounds.bytesMax() + " bytes, found " + bytes + " beside "
                    + results;
        }
        if (heldBytes + bytes > bounds.openBytesMax()) {
            return "the router holds as many results as it may: " + bounds.openBytesMax() + " bytes";
        }
        return gather.asking.modeOrAll() == Mode.MERGE && gather.gather() instanceof GatherState.Open now
                ? shapeFlaw(now, reading.finding())
                : "";
    }

    /** What cannot be merged with what is there already. */
    private static String shapeFlaw(GatherState.Open now, Finding finding) {
        Finding first = now.firstFinding();
        return first == null || first.likeness().equals(finding.likeness())
                ? ""
                : "the result is expected to be a JSON " + first.likeness() + " as the first was, found an "
                        + finding.likeness();
    }

    /** Whose time is up with that of this message: its own, or that of the gather whose branch it is; null for nobody's. */
    static @Nullable GatherFlight closing(Flight flight, long nowMs) {
        GatherFlight gather = flight instanceof BranchFlight branch && nowMs >= branch.terms.deadlineMs()
                ? branch.gather
                : flight instanceof GatherFlight self ? self : null;
        return gather != null && gather.state() instanceof MessageState.Gathering ? gather : null;
    }

    void timedOut(GatherFlight gather, long nowMs) {
        settle(gather, GatherMachine.decide(gather.gather(), new GatherEvent.TimedOut(), nowMs), true, nowMs);
    }

    /** Gives up on branches for which no agent is left; at first, more agents may be about to come. */
    void lookAround(long nowMs) {
        for (GatherFlight gather : List.copyOf(open)) {
            if (nowMs - gather.openedAtMs() < config.policy().unknownGraceMs()) {
                continue;
            }
            for (BranchFlight branch : List.copyOf(gather.stranded())) {
                if (gather.isOpen()) {
                    steps.end(branch, stranded(branch), false, nowMs);
                }
            }
        }
    }

    private static Answer stranded(BranchFlight branch) {
        String trouble = branch.state() instanceof MessageState.Waiting waiting ? waiting.trouble() : "";
        String why = branch.pinned.isEmpty()
                ? "no other agent is there: " + branch.pool().agents.size() + " offer " + branch.capability()
                : "agent " + branch.pinned + " is not there any more";
        return Answer.nobodyLeft(
                why + (trouble.isEmpty() ? "" : " (before that: " + trouble + ")"),
                branch.pinned,
                branch.state().attempt(),
                branch.isInDoubt());
    }

    /** Takes back every branch that has not ended; those who have one are heard out. */
    void withdraw(GatherFlight gather, MessageEvent.Withdrawn event, long nowMs) {
        List<BranchFlight> asked = gather.branches().stream()
                .filter(branch -> branch.end() == null)
                .toList();
        settle(
                gather,
                GatherMachine.decide(gather.gather(), new GatherEvent.Withdrawn(event.why()), nowMs),
                false,
                nowMs);
        for (BranchFlight branch : asked) {
            if (gather.isOpen()) {
                steps.decide(branch, event, nowMs);
            }
        }
    }

    private void settle(GatherFlight gather, GatherDecision decision, boolean byTime, long nowMs) {
        gather.become(decision.next());
        for (GatherEffect effect : decision.effects()) {
            switch (effect) {
                case Close close -> close(gather, close, byTime, nowMs);
                case GatherEffect.Ignore(GatherEffect.Reason reason) -> meters.ignored(reason);
            }
        }
    }

    /** Ends it with whatever is under way for it. */
    void abandon(GatherFlight gather, Answer answer, long nowMs) {
        List<BranchFlight> branches = gather.branches();
        if (open.contains(gather)) {
            discount(gather);
        }
        gather.abandoned();
        steps.end(gather, answer, false, nowMs);
        drop(branches, nowMs);
    }

    private void discount(GatherFlight gather) {
        open.remove(gather);
        heldBytes -= gather.heldBytes();
        meters.holds(-1, -gather.heldBytes());
    }

    private void close(GatherFlight gather, Close close, boolean byTime, long nowMs) {
        discount(gather);
        meters.closed(gather.asking.modeOrAll(), close.ending(), nowMs - gather.openedAtMs());
        List<BranchFlight> branches = gather.branches();
        Gathered gathered = Gathered.of(gather, close);
        gather.gathered(gathered);
        steps.end(gather, answer(close, gathered), byTime, nowMs);
        drop(branches, nowMs);
    }

    private static Answer answer(Close close, Gathered gathered) {
        int attempts = gathered.attempts();
        return switch (close.ending()) {
            case COMPLETE, PARTIAL -> Answer.gathered(gathered.agentId(), attempts, close.why());
            case INCOMPLETE -> Answer.incomplete(close.why(), attempts, gathered.isHopeless(), gathered.partlyDone());
            case WITHDRAWN -> Answer.withdrawn(close.why(), "", attempts, gathered.partlyDone());
        };
    }

    private void drop(List<BranchFlight> branches, long nowMs) {
        for (BranchFlight branch : branches) {
            if (branch.end() == null) {
                steps.drop(branch, nowMs);
            }
        }
    }

    private void count(GatherFlight gather) {
        open.add(gather);
        heldBytes += gather.heldBytes();
        meters.holds(1, gather.heldBytes());
    }

    private void hold(GatherFlight gather, int moreBytes) {
        gather.hold(moreBytes);
        heldBytes += moreBytes;
        meters.holds(0, moreBytes);
    }

    /** Takes what this task holds out of what the process shows: it is another task's now. */
    @Override
    public void close() {
        meters.holds(-open.size(), -heldBytes);
        open.clear();
    }
}
