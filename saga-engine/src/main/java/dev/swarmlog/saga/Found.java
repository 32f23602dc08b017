package dev.swarmlog.saga;

import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.deployed.Deployed;
import org.jspecify.annotations.Nullable;

/** What there is under an id. */
sealed interface Found {
    Found ABSENT = new Absent();

    record Absent() implements Found {}

    /** A saga and what it does; the latter is null only of one that is over, whose definition is gone. */
    record Known(Checkpoint checkpoint, @Nullable Deployed by) implements Found {}

    /** It is there and cannot be gone on with. */
    record Unfit(String why) implements Found {}
}
