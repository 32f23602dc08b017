package dev.swarmlog.coordinator.session.store;

import dev.swarmlog.coordinator.session.core.Session;

/** A session after its last event. */
public record Held(Session session, long version, long changedMs) {}
