package dev.swarmlog.simulator.scenario;

import dev.swarmlog.document.Problem;
import dev.swarmlog.simulator.core.Scenario;
import java.util.List;

/** What came of reading a scenario. */
public sealed interface Reading {
    /** It makes sense. */
    record Valid(Scenario scenario) implements Reading {}

    /** It does not; the problems are in the order of the document. */
    record Invalid(List<Problem> problems) implements Reading {}
}
