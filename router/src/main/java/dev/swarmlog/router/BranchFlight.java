package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.schemas.BranchId;
import dev.swarmlog.v1.GatheredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: one of the agents that a message goes to, or the search for it. It shares the message with
 * its siblings, and stands in the store with them, as part of their {@link GatherFlight}.
 */
final class BranchFlight extends Flight {
    final GatherFlight gather;
    final int number;
    /** The one agent that it may go to; empty for any that no sibling has. */
    final String pinned;

    private final String key;
    private @Nullable GatheredAnswer end;
    private String lastAsked = "";

    BranchFlight(GatherFlight gather, Terms terms, int number, String pinned, CandidatePool line) {
        super(gather.message(), gather.ruled(), terms, gather.turn, gather.trace, line);
        this.gather = gather;
        this.number = number;
        this.pinned = pinned;
        this.key = new BranchId(gather.key(), number).toString();
    }

    /** What became of it; null while its agent is asked, or looked for. */
    @Nullable
    GatheredAnswer end() {
        return end;
    }

    void end(GatheredAnswer answer) {
        end = answer;
        gather.branchChanged();
    }

    @Override
    void become(MessageState next) {
        super.become(next);
        gather.branchChanged();
        if (next instanceof MessageState.InFlight at) {
            lastAsked = at.agentId();
        }
    }

    /** Whether an agent may have done it though nothing came of it. */
    boolean isInDoubt() {
        return switch (state()) {
            case MessageState.Answered answered -> answered.answer().inDoubt();
            case MessageState.InFlight at -> true;
            case MessageState.Withdrawing at -> true;
            case MessageState.Waiting waiting -> waiting.tries().inDoubt();
            case MessageState.BackingOff backing -> backing.tries().inDoubt();
            case MessageState.Unseen unseen -> false;
            case MessageState.HandedOver over -> true;
            case MessageState.Gathering gathering -> false;
        };
    }

    /** Of whom nothing came: who was asked last, unless a sibling has it by now; empty for nobody. */
    String missing() {
        String asked = lastAsked.isEmpty() ? pinned : lastAsked;
        return gather.agentsBeside(this).contains(asked) ? "" : asked;
    }

    @Override
    public String key() {
        return key;
    }

    /** However many branches wait, the bound on gathers is what keeps them few. */
    @Override
    public int places() {
        return 0;
    }

    /** The payload is counted with the gather, which holds it however many branches there are. */
    @Override
    public int bytes() {
        return 0;
    }
}
