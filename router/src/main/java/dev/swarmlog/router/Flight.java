package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.TimerWheel;
import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.router.core.balance.WaitingRoom;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: a message on its way, from its submission until its answer is forgotten.
 *
 * <p>The number of its arrival is its offset. The trace is that of its routing, for deliveries that come later.
 */
final class Flight extends TimerWheel.Timer implements WaitingRoom.Guest<CandidatePool>, LiveStore.Entry {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    final Terms terms;
    final Turn turn;
    final String trace;
    private final CandidatePool pool;
    private final LiveStore.Mark mark = new LiveStore.Mark();
    private final int payloadBytes;

    private Message message;
    private MessageState state = MessageState.Unseen.INSTANCE;
    private @Nullable Reply reply;

    Flight(Message message, Terms terms, Turn turn, String trace, CandidatePool pool) {
        this.message = message;
        this.terms = terms;
        this.turn = turn;
        this.trace = trace;
        this.pool = pool;
        this.payloadBytes = message.getPayload().remaining();
    }

    Message message() {
        return message;
    }

    MessageState state() {
        return state;
    }

    void become(MessageState next) {
        state = next;
    }

    /** What was replied; null for a dead letter, and while there is no answer. */
    @Nullable
    Reply reply() {
        return reply;
    }

    /** Keeps the reply. The payload is of no more use, and both together might be too large for the log. */
    void keep(Reply answered) {
        reply = answered;
        message = Message.newBuilder(message).setPayload(NOTHING).build();
    }

    @Override
    public String key() {
        return message.getMessageId();
    }

    @Override
    public CandidatePool pool() {
        return pool;
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
        return payloadBytes;
    }

    @Override
    public LiveStore.Mark mark() {
        return mark;
    }
}
