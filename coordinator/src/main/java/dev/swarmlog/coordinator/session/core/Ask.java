package dev.swarmlog.coordinator.session.core;

import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.util.List;

/** What somebody wants of a session. */
public sealed interface Ask {
    /** A version that says that any will do. */
    long ANY = -1;

    record Create(Plan plan) implements Ask {}

    /** In a role, as an agent or not. */
    record Join(String role, Life life) implements Ask {}

    record Leave() implements Ask {}

    /** Who asks is done with the phase. */
    record Arrive(String phase) implements Ask {}

    /** To be answered when the phase is open. */
    record Await(String phase, long waitMs) implements Ask {}

    /** At this version of the key only: 0 where it must not be there. */
    record Put(String key, Blob value, long version) implements Ask {}

    record Remove(String key, long version) implements Ask {}

    /** All keys that begin so, or just the one. */
    record Get(String key, boolean prefix) implements Ask {}

    record Acquire(String resource, long holdMs, long waitMs) implements Ask {}

    record Renew(String resource, long fence, long holdMs) implements Ask {}

    record Release(String resource, long fence) implements Ask {}

    record Send(String channel, Blob value) implements Ask {}

    /** What was taken before and is done with, and then more. */
    record Receive(String channel, int count, long holdMs, long waitMs, List<Long> done) implements Ask {}

    record Acknowledge(String channel, List<Long> done) implements Ask {}

    /** No more letters on this channel. */
    record Close(String channel) implements Ask {}

    record End() implements Ask {}

    record Cancel(String reason) implements Ask {}
}
