package dev.swarmlog.coordinator.tracker.core.run;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one saga did so far. Only so many of its steps are looked at; those behind leave no trace.
 *
 * @param eventVersion of the last event that this was made of
 * @param endedAtMs 0 means that it goes on
 * @param steps those that were begun, by their index
 */
public record Run(
        String sagaId,
        String name,
        String version,
        long eventVersion,
        long startedAtMs,
        long endedAtMs,
        Ending ending,
        Map<Integer, StepRun> steps) {
    public static final int STEPS_MAX = 64;

    public static Run of(String sagaId) {
        return new Run(sagaId, "", "", 0, 0, 0, Ending.NONE, Map.of());
    }

    public boolean isOver() {
        return ending != Ending.NONE;
    }

    public long tookMs() {
        return Math.max(0, endedAtMs - startedAtMs);
    }

    /** The next event; one that was seen already, or that has a gap before it, changes nothing. */
    public Run after(long version, long atMs, Collection<Note> notes) {
        if (version != eventVersion + 1 || isOver()) {
            return this;
        }
        Fold fold = new Fold(atMs);
        notes.forEach(fold::take);
        return fold.made(version);
    }

    /** Mutable: this run, while the notes of one event are taken. */
    private final class Fold {
        private final long atMs;
        private final Map<Integer, StepRun> after = new TreeMap<>(steps);
        private String toName = name;
        private String toVersion = Run.this.version;
        private long began = startedAtMs;
        private Ending towards = ending;

        Fold(long atMs) {
            this.atMs = atMs;
        }

        void take(Note note) {
            switch (note) {
                case Note.Began(String ofName, String ofVersion) -> {
                    toName = ofName;
                    toVersion = ofVersion;
                    began = atMs;
                }
                case Note.Tried(int step, int attempt, boolean isElement, long timeoutMs) ->
                    put(at(step).tried(atMs, timeoutMs));
                case Note.Succeeded(int step, int attempt, boolean isElement) -> {
                    if (!isElement) {
                        put(at(step).succeeded(attempt, atMs));
                    }
                }
                case Note.Failed(int step, int attempt, boolean isElement, Cause cause) ->
                    put(at(step).failed(attempt, isElement, cause));
                case Note.Done(int step) -> put(at(step).done(atMs));
                case Note.GivenUp(int step, Cause cause) -> put(at(step).givenUp(atMs, cause));
                case Note.Ended(Ending how) -> towards = how;
            }
        }

        private StepRun at(int step) {
            StepRun known = after.get(step);
            return known == null ? StepRun.begun(step, atMs) : known;
        }

        private void put(StepRun step) {
            if (step.step() >= 0 && step.step() < STEPS_MAX) {
                after.put(step.step(), step);
            }
        }

        Run made(long toEvent) {
            return new Run(
                    sagaId, toName, toVersion, toEvent, began, towards == Ending.NONE ? 0 : atMs, towards, after);
        }
    }
}
