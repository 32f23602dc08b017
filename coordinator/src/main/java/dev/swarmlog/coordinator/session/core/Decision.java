package dev.swarmlog.coordinator.session.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be from now on, what happened, and who is told what.
 *
 * @param next null when there is no session, not yet or not any more
 */
public record Decision(@Nullable Session next, List<Fact> facts, List<Told> told) {}
