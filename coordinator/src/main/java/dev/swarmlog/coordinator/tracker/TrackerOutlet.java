package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaTrack;
import org.jspecify.annotations.Nullable;

/** What the tracker sends out. */
interface TrackerOutlet {
    /** Null says that it is forgotten. */
    void track(String key, @Nullable SagaTrack track);

    void improvement(String id, @Nullable Improvement improvement);

    /** A definition with a change in it, for those that will try it. */
    void deploy(SagaDefinition definition);

    void answer(Addressed<Reply> answer);

    void alert(Alert alert);
}
