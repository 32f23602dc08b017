package dev.swarmlog.saga.checkpoint;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.state.Row;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.core.state.Tries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far steps are, as bytes. Tags are never used for anything else. */
final class StepForm {
    private static final int NONE = 0;
    private static final int WAITING = 1;
    private static final int RUNNING = 2;
    private static final int AWAITING = 3;
    private static final int BACKING_OFF = 4;
    private static final int MAPPING = 5;
    private static final int DONE = 6;
    private static final int FAILED = 7;
    private static final int SKIPPED = 8;
    private static final int UNDOING = 9;
    private static final int UNDO_BACKING_OFF = 10;
    private static final int UNDO_FAILED = 11;
    private static final int UNDONE = 12;

    private StepForm() {}

    static void row(ByteSink out, Row<StepState> row) {
        out.number(row.size());
        for (int i = 0; i < row.size(); i++) {
            state(out, row.at(i));
        }
    }

    static Row<StepState> row(ByteSource in) {
        int size = in.count();
        Row<StepState> row = Row.empty();
        for (int i = 0; i < size; i++) {
            StepState state = state(in);
            if (state != null) {
                row = row.with(i, state);
            }
        }
        return row;
    }

    private static void state(ByteSink out, @Nullable StepState state) {
        switch (state) {
            case null -> out.tag(NONE);
            case StepState.Waiting(Tries tries) -> {
                out.tag(WAITING);
                tries(out, tries);
            }
            case StepState.Running it -> {
                out.tag(RUNNING);
                tries(out, it.tries());
                out.number(it.sinceMs());
                out.number(it.dueMs());
            }
            case StepState.Awaiting it -> {
                out.tag(AWAITING);
                tries(out, it.tries());
                out.number(it.sinceMs());
                out.number(it.dueMs());
            }
            case StepState.BackingOff it -> {
                out.tag(BACKING_OFF);
                tries(out, it.tries());
                FactForm.failure(out, it.failure());
                out.number(it.retryAtMs());
            }
            case StepState.Mapping it -> {
                out.tag(MAPPING);
                tries(out, it.tries());
                out.number(it.sinceMs());
            }
            case StepState.Done done -> {
                out.tag(DONE);
                done(out, done);
            }
            case StepState.Failed it -> {
                out.tag(FAILED);
                tries(out, it.tries());
                FactForm.failure(out, it.failure());
                out.number(it.atMs());
            }
            case StepState.Skipped it -> {
                out.tag(SKIPPED);
                tries(out, it.tries());
                out.text(it.why());
                out.text(it.by());
                out.number(it.atMs());
            }
            case StepState.Undoing it -> {
                out.tag(UNDOING);
                done(out, it.done());
                tries(out, it.undo());
                out.number(it.sinceMs());
                out.number(it.dueMs());
            }
            case StepState.UndoBackingOff it -> {
                out.tag(UNDO_BACKING_OFF);
                done(out, it.done());
                tries(out, it.undo());
                FactForm.failure(out, it.failure());
                out.number(it.retryAtMs());
            }
            case StepState.UndoFailed it -> {
                out.tag(UNDO_FAILED);
                done(out, it.done());
                tries(out, it.undo());
                FactForm.failure(out, it.failure());
            }
            case StepState.Undone it -> {
                out.tag(UNDONE);
                done(out, it.done());
                out.text(it.by());
                out.number(it.atMs());
            }
        }
    }

    private static @Nullable StepState state(ByteSource in) {
        int tag = in.tag();
        return switch (tag) {
            case NONE -> null;
            case WAITING -> new StepState.Waiting(tries(in));
            case RUNNING -> new StepState.Running(tries(in), in.number(), in.number());
            case AWAITING -> new StepState.Awaiting(tries(in), in.number(), in.number());
            case BACKING_OFF -> new StepState.BackingOff(tries(in), FactForm.failure(in), in.number());
            case MAPPING -> new StepState.Mapping(tries(in), in.number());
            case DONE -> done(in);
            case FAILED -> new StepState.Failed(tries(in), FactForm.failure(in), in.number());
            case SKIPPED -> new StepState.Skipped(tries(in), in.text(), in.text(), in.number());
            case UNDOING -> new StepState.Undoing(done(in), tries(in), in.number(), in.number());
            case UNDO_BACKING_OFF ->
                new StepState.UndoBackingOff(done(in), tries(in), FactForm.failure(in), in.number());
            case UNDO_FAILED -> new StepState.UndoFailed(done(in), tries(in), FactForm.failure(in));
            case UNDONE -> new StepState.Undone(done(in), in.text(), in.number());
            default -> throw new IllegalStateException("no state of a step has the tag " + tag);
        };
    }

    private static void done(ByteSink out, StepState.Done it) {
        out.number(it.attempt());
        out.number(it.last());
        out.text(it.output().text());
        out.number(it.order());
        out.text(it.agentId());
        out.number(it.sinceMs());
        out.number(it.atMs());
    }

    private static StepState.Done done(ByteSource in) {
        return new StepState.Done(
                in.count(), in.count(), new Json(in.text()), in.number(), in.text(), in.number(), in.number());
    }

    private static void tries(ByteSink out, Tries it) {
        out.number(it.attempt());
        out.number(it.failures());
        out.number(it.waits());
        out.number(it.doubts().size());
        for (int doubt : it.doubts()) {
            out.number(doubt);
        }
        StepState.Done former = it.former();
        out.flag(former != null);
        if (former != null) {
            done(out, former);
        }
    }

    private static Tries tries(ByteSource in) {
        int attempt = in.count();
        int failures = in.count();
        int waits = in.count();
        int count = in.count();
        List<Integer> doubts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            doubts.add(in.count());
        }
        return new Tries(attempt, failures, waits, doubts, in.flag() ? done(in) : null);
    }
}
