package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.TimerWheel;
import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.router.core.balance.WaitingRoom;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: a message on its way, from its submission until its answer is forgotten.
 *
 * <p>The number of its arrival is its offset. The trace is that of its routing, for deliveries that come later.
 */
sealed class Flight extends TimerWheel.Timer implements WaitingRoom.Guest<CandidatePool>, LiveStore.Entry
        permits GatherFlight, BranchFlight {
    /** The first and those who asked for the same while it was under way. */
    static final int REQUESTERS_MAX = 16;

    final Turn turn;
    final String trace;
    private final CandidatePool pool;
    private final LiveStore.Mark mark = new LiveStore.Mark();
    private final int payloadBytes;
    private final int attributeBytes;

    private final @Nullable Ruled ruled;
    private Message message;
    /** Changes when the first requester joins who waits for the answer. */
    Terms terms;

    /** Whether its answer is held for repetitions. */
    boolean isKept;

    /** Whether it is answered, and nobody is told before the log has it. */
    boolean isEndHeld;

    /** The assignment that is to be sent once the log has it; 0 while there is none. */
    int heldAttempt;

    /** For how long its present assignment was held so. */
    long heldMs;

    /** Since when it stands in line, if it does. */
    long waitsSinceMs;

    private List<ReplyAddress> others = List.of();
    private MessageState state = MessageState.Unseen.INSTANCE;
    private @Nullable Reply reply;

    Flight(Message message, @Nullable Ruled ruled, Terms terms, Turn turn, String trace, CandidatePool pool) {
        this.message = message;
        this.ruled = ruled;
        this.terms = terms;
        this.turn = turn;
        this.trace = trace;
        this.pool = pool;
        this.payloadBytes = message.getPayload().remaining();
        this.attributeBytes = sizeOf(message.getAttributes());
    }

    /** With the routing that counts: a rule may have changed what the message itself asked for. */
    Message message() {
        return message;
    }

    /** The rule that had its say about the message; null when none had. */
    @Nullable
    Ruled ruled() {
        return ruled;
    }

    /** With the routing that the message itself asked for. */
    Message asSubmitted() {
        return ruled == null ? message : RouterCodec.routed(message, ruled.own());
    }

    MessageState state() {
        return state;
    }

    /** Until when must have been read what was said before its time is up; long ago where time ends nothing. */
    long saidByMs() {
        return switch (state) {
            case MessageState.Withdrawing withdrawing -> withdrawing.dueMs(terms);
            case MessageState.InFlight at -> at.dueMs(terms);
            case MessageState.Waiting waiting -> waiting.dueMs(terms);
            case MessageState.BackingOff backing ->
                backing.untilMs() < terms.deadlineMs() ? Long.MIN_VALUE : backing.dueMs(terms);
            case MessageState.Unseen unseen -> Long.MIN_VALUE;
            case MessageState.HandedOver over -> Long.MIN_VALUE;
            case MessageState.Gathering gathering -> Long.MIN_VALUE;
            case MessageState.Answered answered -> Long.MIN_VALUE;
        };
    }

    /** Whether whoever has it was sent it, and was not told to stop: silence is held against nobody else. */
    boolean isToAnswer() {
        return heldAttempt == 0 && !(state instanceof MessageState.Withdrawing);
    }

    void become(MessageState next) {
        state = next;
    }

    /** Who hears the answer beside the first. */
    List<ReplyAddress> others() {
        return others;
    }

    /** Who hears this reply: the first requester, unless it asked for none or only for what it wants, and the others. */
    List<ReplyAddress> hearers(Reply of) {
        ReplyAddress first = ReplyAddress.of(message);
        boolean isWanted = of.getStatus() == ReplyStatus.COMPLETED
                || of.getStatus() == ReplyStatus.PARTIAL
                || of.getStatus() == ReplyStatus.WITHDRAWN;
        if (first.isNobody() && !isWanted && !others.isEmpty()) {
            return others;
        }
        if (others.isEmpty()) {
            return List.of(first);
        }
        List<ReplyAddress> all = new ArrayList<>(others);
        all.addFirst(first);
        return all;
    }

    boolean isHeardAt(ReplyAddress address) {
        return address.equals(ReplyAddress.of(message)) || others.contains(address);
    }

    /** False when too many hear the answer already. */
    boolean tellAlso(ReplyAddress address) {
        if (others.size() + 1 >= REQUESTERS_MAX) {
            return false;
        }
        List<ReplyAddress> more = new ArrayList<>(others);
        more.add(address);
        others = List.copyOf(more);
        terms = terms.whenAwaited();
        return true;
    }

    /** What was replied; null for a dead letter, and while there is no answer. */
    @Nullable
    Reply reply() {
        return reply;
    }

    /** Keeps the reply. The payload is of no more use, and both together might be too large for the log. */
    void keep(Reply answered) {
        reply = answered;
        message = RouterCodec.withoutPayload(message);
    }

    @Override
    public String key() {
        return message.getMessageId();
    }

    @Override
    public CandidatePool pool() {
        return pool;
    }

    /** Where it may find room by now: under PRIORITY more of it the longer it waits. */
    CandidatePool poolAt(long nowMs, WaitingSettings waiting) {
        CandidatePool line = pool();
        return line.ages() ? line.at(waiting.levelOf(turn, nowMs)) : line;
    }

    @Override
    public String capability() {
        return pool.query.capability();
    }

    @Override
    public Turn turn() {
        return turn;
    }

    @Override
    public int bytes() {
        return payloadBytes + attributeBytes;
    }

    /** What it holds of memory once it is answered. */
    int keptBytes() {
        return message.getPayload().remaining() + attributeBytes + (reply == null ? 0 : sizeOf(reply));
    }

    private static int sizeOf(Reply reply) {
        int bytes = reply.getResult().remaining() + reply.getError().length();
        for (GatheredAnswer answer : reply.getAnswers()) {
            bytes += Gathered.sizeOf(answer) + answer.getError().length();
        }
        return bytes;
    }

    private static int sizeOf(Map<String, String> attributes) {
        int chars = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            chars += attribute.getKey().length() + attribute.getValue().length();
        }
        return chars;
    }

    @Override
    public LiveStore.Mark mark() {
        return mark;
    }

    /** Of what an agent said, a former owner can say nothing else; it may have found time to be over that was not. */
    @Override
    public boolean isSettled() {
        return state instanceof MessageState.Answered over && over.answer().status() == Answer.Status.COMPLETED;
    }
}
