package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import dev.swarmlog.document.Problem;
import java.util.List;

/** What came of reading a definition. */
public sealed interface Reading {
    /** It makes sense. */
    record Valid(SwarmDefinition definition) implements Reading {}

    /** It does not; the problems are in the order of the document. */
    record Invalid(List<Problem> problems) implements Reading {}
}
