package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Board;
import dev.swarmlog.coordinator.session.core.part.Entry;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import java.util.List;

/** What is put on the board, taken off it and read. */
final class Boards {
    private Boards() {}

    static void put(Draft draft, Command command, Ask.Put put) {
        Board board = draft.session().board();
        long version = board.version(put.key());
        Entry entry = new Entry(put.key(), board.revision() + 1, command.participant(), put.value());
        Entry before = board.get(put.key());
        long bytes = board.bytes() + Board.size(entry) - (before == null ? 0 : Board.size(before));
        if (put.version() != Ask.ANY && put.version() != version) {
            draft.settle(command, conflict(put.key(), put.version(), version));
        } else if (before == null && board.entries().size() >= Bounds.BOARD_KEYS_MAX) {
            draft.settle(command, Answer.refused(Refusal.FULL, "the board has " + Bounds.BOARD_KEYS_MAX + " keys"));
        } else if (bytes > Bounds.BOARD_BYTES_MAX) {
            draft.settle(
                    command,
                    Answer.refused(
                            Refusal.FULL, "the board would hold more than " + Bounds.BOARD_BYTES_MAX + " bytes"));
        } else {
            draft.add(new Fact.Put(entry.key(), entry.version(), entry.by(), entry.value()));
            draft.settle(command, Answer.ok(entry.version()));
        }
    }

    static void remove(Draft draft, Command command, Ask.Remove remove) {
        Board board = draft.session().board();
        long version = board.version(remove.key());
        if (remove.version() != Ask.ANY && remove.version() != version) {
            draft.settle(command, conflict(remove.key(), remove.version(), version));
        } else {
            if (version > 0) {
                draft.add(new Fact.Removed(remove.key(), board.revision() + 1));
            }
            draft.settle(command, Answer.ok(draft.session().board().revision()));
        }
    }

    static void get(Draft draft, Command command, Ask.Get get) {
        Board board = draft.session().board();
        Entry entry = board.get(get.key());
        List<Entry> found = get.prefix() ? board.under(get.key()) : entry == null ? List.of() : List.of(entry);
        draft.tell(command, Answer.ok(board.revision()), found);
    }

    private static Answer conflict(String key, long wanted, long found) {
        return Answer.refused(Refusal.CONFLICT, "'" + key + "' is at version " + found + ", not " + wanted, found);
    }
}
