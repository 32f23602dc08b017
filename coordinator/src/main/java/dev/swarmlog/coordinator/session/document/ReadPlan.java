package dev.swarmlog.coordinator.session.document;

import dev.swarmlog.v1.SessionPlan;
import java.util.List;

/** A plan, and all that is wrong with it, each with line and column; then it is not to be used. */
public record ReadPlan(SessionPlan plan, List<String> problems) {}
