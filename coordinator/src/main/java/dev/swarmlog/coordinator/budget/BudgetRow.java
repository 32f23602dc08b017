package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Reservation;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.coordinator.budget.core.Reservation.State;
import dev.swarmlog.runtime.store.LiveStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One row of a ledger in the store; mutable. */
final class BudgetRow implements LiveStore.Entry {
    static final LiveStore.Codec<BudgetRow> CODEC = new Form();

    private final String key;
    private final LiveStore.Mark mark = new LiveStore.Mark();
    private Value value;

    /** What a row holds. */
    sealed interface Value {
        /**
         * What is known of a budget as a whole.
         *
         * @param source of the definition; empty where there is none
         * @param sinceMs when its period began
         */
        record Head(String budget, long version, String source, long sinceMs) implements Value {}

        record OfAccount(String budget, Account account) implements Value {}

        record OfReservation(String budget, Reservation reservation) implements Value {}

        record OfAgent(String budget, String name, Amounts used) implements Value {}

        record OfModel(String budget, String name, Amounts used) implements Value {}
    }

    BudgetRow(String key, Value value) {
        this.key = key;
        this.value = value;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public LiveStore.Mark mark() {
        return mark;
    }

    /** Of none: exactly once, no former owner can write any more, so what stands in the log is true wherever it stands. */
    @Override
    public boolean isSettled() {
        return true;
    }

    Value value() {
        return value;
    }

    void set(Value next) {
        value = next;
    }

    /** States are written by letters, so that their order is free. */
    private static final class Form implements LiveStore.Codec<BudgetRow> {
        private static final int VERSION = 1;

        @Override
        public byte[] encode(BudgetRow row) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeByte(VERSION);
                switch (row.value) {
                    case Value.Head(String budget, long version, String source, long sinceMs) -> {
                        head(out, 'h', budget).writeLong(version);
                        byte[] text = source.getBytes(StandardCharsets.UTF_8);
                        out.writeInt(text.length);
                        out.write(text);
                        out.writeLong(sinceMs);
                    }
                    case Value.OfAccount(String budget, Account it) -> account(head(out, 'a', budget), it);
                    case Value.OfReservation(String budget, Reservation it) -> reservation(head(out, 'r', budget), it);
                    case Value.OfAgent(String budget, String name, Amounts used) -> {
                        head(out, 'g', budget).writeUTF(name);
                        amounts(out, used);
                    }
                    case Value.OfModel(String budget, String name, Amounts used) -> {
                        head(out, 'm', budget).writeUTF(name);
                        amounts(out, used);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("bytes in memory are written", e);
            }
            return bytes.toByteArray();
        }

        private static DataOutputStream head(DataOutputStream out, char kind, String budget) throws IOException {
            out.writeByte(kind);
            out.writeUTF(budget);
            return out;
        }

        private static void account(DataOutputStream out, Account it) throws IOException {
            out.writeUTF(it.path());
            amounts(out, it.limit());
            amounts(out, it.added());
            amounts(out, it.spent());
            amounts(out, it.reserved());
            out.writeByte(it.reached());
            out.writeLong(it.refused());
            out.writeLong(it.changedMs());
        }

        private static void reservation(DataOutputStream out, Reservation it) throws IOException {
            out.writeUTF(it.id());
            out.writeUTF(it.path());
            out.writeByte(letter(it.state()));
            amounts(out, it.amounts());
            out.writeByte(it.levels());
            out.writeUTF(it.capability());
            out.writeUTF(it.agentId());
            out.writeUTF(it.model());
            out.writeUTF(it.why());
            out.writeLong(it.untilMs());
            out.writeUTF(it.requester().topic());
            out.writeInt(it.requester().partition());
            out.writeUTF(it.requester().key());
        }

        private static void amounts(DataOutputStream out, Amounts it) throws IOException {
            out.writeLong(it.tokens());
            out.writeLong(it.costMicros());
            out.writeLong(it.calls());
            out.writeLong(it.wallMs());
        }

        @Override
        public BudgetRow decode(String key, ByteBuffer bytes) {
            byte[] rest = new byte[bytes.remaining()];
            bytes.get(rest);
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rest))) {
                int version = in.readByte();
                if (version != VERSION) {
                    throw new IllegalStateException(
                            "a row of version " + version + ", and only " + VERSION + " is known");
                }
                return new BudgetRow(key, value((char) in.readByte(), in.readUTF(), in));
            } catch (IOException e) {
                throw new UncheckedIOException("the row " + key + " is damaged", e);
            }
        }

        private static Value value(char kind, String budget, DataInputStream in) throws IOException {
            return switch (kind) {
                case 'h' ->
                    new Value.Head(
                            budget,
                            in.readLong(),
                            new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8),
                            in.available() == 0 ? 0 : in.readLong());
                case 'a' ->
                    new Value.OfAccount(
                            budget,
                            new Account(
                                    in.readUTF(),
                                    amounts(in),
                                    amounts(in),
                                    amounts(in),
                                    amounts(in),
                                    in.readByte(),
                                    in.readLong(),
                                    in.readLong()));
                case 'r' ->
                    new Value.OfReservation(
                            budget,
                            new Reservation(
                                    in.readUTF(),
                                    in.readUTF(),
                                    state((char) in.readByte()),
                                    amounts(in),
                                    in.readUnsignedByte(),
                                    in.readUTF(),
                                    in.readUTF(),
                                    in.readUTF(),
                                    in.readUTF(),
                                    in.readLong(),
                                    new Requester(in.readUTF(), in.readInt(), in.readUTF())));
                case 'g' -> new Value.OfAgent(budget, in.readUTF(), amounts(in));
                case 'm' -> new Value.OfModel(budget, in.readUTF(), amounts(in));
                default -> throw new IllegalStateException("a row of the unknown kind " + kind);
            };
        }

        private static Amounts amounts(DataInputStream in) throws IOException {
            return new Amounts(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }

        private static char letter(State state) {
            return switch (state) {
                case OPEN -> 'o';
                case ASKED -> 'a';
                case REFUSED -> 'n';
                case HANDED_OFF -> 'h';
                case SETTLED -> 's';
                case RELEASED -> 'r';
                case EXPIRED -> 'x';
            };
        }

        private static State state(char letter) {
            for (State state : State.values()) {
                if (letter(state) == letter) {
                    return state;
                }
            }
            throw new IllegalStateException("a reservation in the unknown state " + letter);
        }
    }
}
