package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.FailureClass;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.Gathering;
import dev.swarmlog.router.core.MessageState.HandedOver;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Tries;
import dev.swarmlog.router.core.MessageState.Unseen;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.schemas.MessageAttributes;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.Routing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Flights as the changelog holds them: a version, the facts, and the records of the wire as they are there, which evolve
 * by their schemas. For one thread.
 */
final class FlightCodec implements LiveStore.Codec<Flight> {
    private static final int VERSION = 4;
    /** Knew neither withdrawals nor doubts. */
    private static final int BEFORE_WITHDRAWALS_VERSION = 3;
    /** Knew no messages to several agents. */
    private static final int FOR_ONE_VERSION = 2;
    /** Knew neither refusals, turns nor rules, and one requester. */
    private static final int FIRST_VERSION = 1;

    private static final int WAITING = 1;
    private static final int IN_FLIGHT = 2;
    private static final int BACKING_OFF = 3;
    private static final int ANSWERED = 4;
    private static final int HANDED_OVER = 5;
    private static final int GATHERING = 6;
    private static final int WITHDRAWING = 7;

    private final String messageTopic;
    private final String replyTopic;
    private final Serde<Message> messages;
    private final Serde<Reply> replies;
    private final Function<Message, CandidatePool> pools;

    FlightCodec(Wire wire, Function<Message, CandidatePool> pools) {
        this.messageTopic = wire.topics().submitted.name();
        this.replyTopic = wire.topics().replies.name();
        this.messages = wire.serde(wire.topics().submitted);
        this.replies = wire.serde(wire.topics().replies);
        this.pools = pools;
    }

    /** The message as it was submitted, but for the schema's id, which is ours. */
    byte[] submitted(Message message) {
        return Objects.requireNonNull(messages.serializer().serialize(messageTopic, message));
    }

    @Override
    public byte[] encode(Flight flight) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(flight.turn.atMs());
            out.writeLong(flight.turn.arrival());
            write(out, flight.trace);
            out.writeInt(flight.terms.attemptsMax());
            out.writeLong(flight.terms.deadlineMs());
            out.writeBoolean(flight.terms.awaited());
            out.writeBoolean(flight.terms.keyed());
            write(out, submitted(flight.message()));
            out.writeInt(flight.others().size());
            for (ReplyAddress other : flight.others()) {
                write(out, other.topic());
                out.writeInt(other.partition());
                write(out, other.key());
            }
            write(out, flight.ruled());
            out.writeBoolean(flight instanceof GatherFlight);
            Reply reply = flight.reply();
            write(out, reply == null ? new byte[0] : replies.serializer().serialize(replyTopic, reply));
            write(out, flight.state());
            if (flight instanceof GatherFlight gather) {
                writeBranches(out, gather);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Flight decode(String key, ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rest))) {
            int version = in.readByte();
            if (version < FIRST_VERSION || version > VERSION) {
                throw new IllegalStateException("flight " + key + ": version " + FIRST_VERSION + " to " + VERSION
                        + " is expected in the changelog, found " + version);
            }
            Turn turn = new Turn(version > FIRST_VERSION ? in.readLong() : 0, in.readLong());
            String trace = text(in);
            int attemptsMax = in.readInt();
            long deadlineMs = in.readLong();
            boolean awaited = in.readBoolean();
            boolean keyed = in.readBoolean();
            Message message = messages.deserializer().deserialize(messageTopic, read(in));
            Terms terms = new Terms(
                    attemptsMax,
                    deadlineMs,
                    awaited,
                    keyed,
                    message.getRouting().getTracked(),
                    MessageAttributes.isPatient(message.getAttributes()),
                    MessageAttributes.losses(message.getAttributes()));
            List<ReplyAddress> others = new ArrayList<>();
            for (int left = version > FIRST_VERSION ? in.readInt() : 0; left > 0; left--) {
                others.add(new ReplyAddress(text(in), in.readInt(), text(in)));
            }
            Ruled ruled = version > FIRST_VERSION ? readRuled(in) : null;
            boolean gathers = version > FOR_ONE_VERSION && in.readBoolean();
            byte[] reply = read(in);
            CandidatePool pool = pools.apply(message);
            Flight flight = gathers
                    ? new GatherFlight(message, ruled, terms, turn, trace, pool)
                    : new Flight(message, ruled, terms, turn, trace, pool);
            others.forEach(flight::tellAlso);
            flight.become(readState(in, version));
            if (flight instanceof GatherFlight gather) {
                readBranches(in, gather, version);
            }
            if (reply.length > 0) {
                flight.keep(replies.deserializer().deserialize(replyTopic, reply));
            }
            return flight;
        } catch (IOException e) {
            throw new UncheckedIOException("flight " + key + " in the changelog is cut off", e);
        }
    }

    private static void write(DataOutputStream out, @Nullable Ruled ruled) throws IOException {
        out.writeBoolean(ruled != null);
        if (ruled == null) {
            return;
        }
        Routing own = ruled.own();
        write(out, ruled.rule());
        write(out, own.getCapability());
        write(out, own.getVersionRange());
        write(out, own.getRegion());
        out.writeInt(own.getTags().size());
        for (String tag : own.getTags()) {
            write(out, tag);
        }
        write(out, own.getStrategy());
        write(out, own.getAffinityKey());
        write(out, own.getZone());
        out.writeBoolean(own.getTracked());
    }

    private static @Nullable Ruled readRuled(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String rule = text(in);
        String capability = text(in);
        String versionRange = text(in);
        String region = text(in);
        List<String> tags = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            tags.add(text(in));
        }
        return new Ruled(
                rule,
                new Routing(capability, versionRange, region, tags, text(in), text(in), text(in), in.readBoolean()));
    }

    /** Each branch, and of those that ended what they came to, in the form of a reply. */
    private void writeBranches(DataOutputStream out, GatherFlight gather) throws IOException {
        List<BranchFlight> branches = gather.branches();
        out.writeInt(branches.size());
        if (branches.isEmpty()) {
            return;
        }
        out.writeLong(gather.openedAtMs());
        write(out, replies.serializer().serialize(replyTopic, RouterCodec.soFar(gather)));
        for (BranchFlight branch : branches) {
            write(out, branch.pinned);
            out.writeBoolean(branch.end() != null);
            if (branch.end() != null) {
                out.writeInt(branch.state().attempt());
                out.writeBoolean(branch.isInDoubt());
            } else {
                write(out, branch.state());
            }
        }
    }

    private void readBranches(DataInputStream in, GatherFlight gather, int version) throws IOException {
        int count = in.readInt();
        if (count == 0 || !(gather.state() instanceof Gathering gathering)) {
            return;
        }
        long openedAtMs = in.readLong();
        Reply soFar = replies.deserializer().deserialize(replyTopic, read(in));
        List<String> pinned = new ArrayList<>(count);
        List<MessageState> states = new ArrayList<>(count);
        List<@Nullable GatheredAnswer> ends = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            pinned.add(text(in));
            boolean ended = in.readBoolean();
            states.add(ended ? over(in.readInt(), readDoubt(in, version)) : readState(in, version));
            ends.add(ended ? soFar.getAnswers().get(number) : null);
        }
        gather.open(gather.asking.plan(count, gathering.closesAtMs()), pinned, openedAtMs);
        gather.restored(states, ends);
    }

    private static Answered over(int attempts, boolean inDoubt) {
        return new Answered(Answer.incomplete("", attempts, false, inDoubt), 0);
    }

    private static boolean readDoubt(DataInputStream in, int version) throws IOException {
        return version > BEFORE_WITHDRAWALS_VERSION && in.readBoolean();
    }

    private static void write(DataOutputStream out, MessageState state) throws IOException {
        switch (state) {
            case Unseen unseen -> throw new IllegalStateException("an unseen message has nothing to be kept");
            case Gathering(long closesAtMs) -> {
                out.writeByte(GATHERING);
                out.writeLong(closesAtMs);
            }
            case HandedOver(int attempt) -> {
                out.writeByte(HANDED_OVER);
                out.writeInt(attempt);
            }
            case Waiting waiting -> {
                out.writeByte(WAITING);
                write(out, waiting.tries());
                out.writeLong(waiting.unheardUntilMs());
                write(out, waiting.trouble());
            }
            case InFlight flight -> {
                out.writeByte(IN_FLIGHT);
                write(out, flight);
            }
            case Withdrawing(InFlight flight, String why, long untilMs) -> {
                out.writeByte(WITHDRAWING);
                write(out, flight);
                write(out, why);
                out.writeLong(untilMs);
            }
            case BackingOff backing -> {
                out.writeByte(BACKING_OFF);
                write(out, backing.tries());
                out.writeLong(backing.untilMs());
                write(out, backing.trouble());
            }
            case Answered(Answer answer, long keptUntilMs) -> {
                out.writeByte(ANSWERED);
                write(out, answer.status().name());
                write(out, answer.cause().name());
                write(out, answer.failureClass().name());
                write(out, answer.error());
                out.writeLong(answer.retryAfterMs());
                write(out, answer.agentId());
                out.writeInt(answer.attempts());
                out.writeBoolean(answer.inDoubt());
                out.writeLong(keptUntilMs);
            }
        }
    }

    private static void write(DataOutputStream out, Tries tries) throws IOException {
        out.writeInt(tries.attempt());
        out.writeInt(tries.refusals());
        out.writeBoolean(tries.inDoubt());
    }

    private static void write(DataOutputStream out, InFlight flight) throws IOException {
        write(out, flight.tries());
        write(out, flight.agentId());
        out.writeLong(flight.agentEpoch());
        out.writeLong(flight.sentAtMs());
        out.writeLong(flight.leaseUntilMs());
    }

    private static MessageState readState(DataInputStream in, int version) throws IOException {
        int tag = in.readByte();
        if (tag == ANSWERED) {
            return new Answered(answer(in, version), in.readLong());
        }
        if (tag == GATHERING) {
            return new Gathering(in.readLong());
        }
        int attempt = in.readInt();
        if (tag == HANDED_OVER) {
            return new HandedOver(attempt);
        }
        int refusals = version > FIRST_VERSION ? in.readInt() : 0;
        Tries tries = new Tries(attempt, refusals, readDoubt(in, version));
        return switch (tag) {
            case WAITING -> new Waiting(tries, in.readLong(), text(in));
            case IN_FLIGHT -> readFlight(in, tries);
            case WITHDRAWING -> new Withdrawing(readFlight(in, tries), text(in), in.readLong());
            case BACKING_OFF -> new BackingOff(tries, in.readLong(), text(in));
            default -> throw new IllegalStateException("no state of a flight has the tag " + tag);
        };
    }

    private static InFlight readFlight(DataInputStream in, Tries tries) throws IOException {
        return new InFlight(tries, text(in), in.readLong(), in.readLong(), in.readLong());
    }

    private static Answer answer(DataInputStream in, int version) throws IOException {
        return new Answer(
                Answer.Status.valueOf(text(in)),
                Answer.Cause.valueOf(text(in)),
                FailureClass.valueOf(text(in)),
                text(in),
                in.readLong(),
                text(in),
                in.readInt(),
                readDoubt(in, version));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(read(in), StandardCharsets.UTF_8);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
