package dev.swarmlog.coordinator.session.core.part;

/** Who takes part; one who is there no more keeps the number, and is not waited for. */
public record Member(String id, String role, Life life, Presence presence) {
    public enum Presence {
        HERE,
        /** Of its own will, and for good. */
        LEFT,
        /** Its agent died; a later life of that may come back. */
        LOST
    }

    public boolean isPresent() {
        return presence == Presence.HERE;
    }

    Member now(Presence changed) {
        return new Member(id, role, life, changed);
    }
}
