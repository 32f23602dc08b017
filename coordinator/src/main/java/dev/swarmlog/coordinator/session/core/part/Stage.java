package dev.swarmlog.coordinator.session.core.part;

/** How far a phase is: since when it is open, 0 for not yet, and who arrived at it. */
public record Stage(long openedMs, Crowd arrived) {
    public static final Stage CLOSED = new Stage(0, Crowd.NOBODY);

    public boolean isOpen() {
        return openedMs > 0;
    }

    public Stage opened(long atMs) {
        return new Stage(atMs, arrived);
    }

    public Stage reached(int number) {
        return new Stage(openedMs, arrived.with(number));
    }
}
