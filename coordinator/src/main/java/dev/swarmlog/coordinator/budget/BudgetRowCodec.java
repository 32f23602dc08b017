package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Reservation;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.coordinator.budget.core.Reservation.State;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** States are written by letters, so that their order is free. */
final class BudgetRowCodec implements LiveStore.Codec<Row<BudgetRow>> {
    private static final int VERSION = 1;

    @Override
    public byte[] encode(Row<BudgetRow> row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            switch (row.value()) {
                case BudgetRow.Head(String budget, long version, String source, long sinceMs) -> {
                    head(out, 'h', budget).writeLong(version);
                    byte[] text = source.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(text.length);
                    out.write(text);
                    out.writeLong(sinceMs);
                }
                case BudgetRow.OfAccount(String budget, Account it) -> account(head(out, 'a', budget), it);
                case BudgetRow.OfReservation(String budget, Reservation it) -> reservation(head(out, 'r', budget), it);
                case BudgetRow.OfAgent(String budget, String name, Amounts used) -> {
                    head(out, 'g', budget).writeUTF(name);
                    amounts(out, used);
                }
                case BudgetRow.OfModel(String budget, String name, Amounts used) -> {
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
    public Row<BudgetRow> decode(String key, ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rest))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("a row of version " + version + ", and only " + VERSION + " is known");
            }
            return new Row<>(key, value((char) in.readByte(), in.readUTF(), in));
        } catch (IOException e) {
            throw new UncheckedIOException("the row " + key + " is damaged", e);
        }
    }

    private static BudgetRow value(char kind, String budget, DataInputStream in) throws IOException {
        return switch (kind) {
            case 'h' ->
                new BudgetRow.Head(
                        budget,
                        in.readLong(),
                        new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8),
                        in.available() == 0 ? 0 : in.readLong());
            case 'a' ->
                new BudgetRow.OfAccount(
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
                new BudgetRow.OfReservation(
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
            case 'g' -> new BudgetRow.OfAgent(budget, in.readUTF(), amounts(in));
            case 'm' -> new BudgetRow.OfModel(budget, in.readUTF(), amounts(in));
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
