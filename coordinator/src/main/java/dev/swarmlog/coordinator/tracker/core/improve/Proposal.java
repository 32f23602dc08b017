package dev.swarmlog.coordinator.tracker.core.improve;

import java.util.ArrayList;
import java.util.List;

/**
 * A change of a definition, and how far it is.
 *
 * @param name of the definition
 * @param version that it would change
 * @param history all that became of it, the first first
 */
public record Proposal(
        String id, String name, String version, Finding finding, Stage stage, Trial trial, List<Event> history) {
    public Proposal {
        history = List.copyOf(history);
    }

    /** One thing that became of it, by whom, and why; by nobody where its own history decided. */
    public record Event(Stage stage, long atMs, String by, String why) {}

    public long changedAtMs() {
        return history.isEmpty() ? 0 : history.getLast().atMs();
    }

    /** So many of a thousand new sagas begin by it. */
    public int permille() {
        return switch (stage) {
            case TRYING -> trial.permille();
            case PROMOTED -> 1_000;
            case PROPOSED, ROLLED_BACK, REJECTED, STALE -> 0;
        };
    }

    Proposal to(Stage next, Event event) {
        return new Proposal(id, name, version, finding, next, trial, with(event));
    }

    Proposal with(Trial next) {
        return new Proposal(id, name, version, finding, stage, next, history);
    }

    private List<Event> with(Event event) {
        List<Event> more = new ArrayList<>(history);
        more.add(event);
        return more;
    }
}
