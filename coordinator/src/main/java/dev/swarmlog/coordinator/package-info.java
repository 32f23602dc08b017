/**
 * The coordinator: the front door for those who speak HTTP rather than Kafka, and the picture of the whole.
 *
 * <pre>
 *   POST /messages --> MessageRoutes --> messages.submitted    messages.replies --> MessageRoutes --> the waiting request
 *
 *   agents.status --> the roll (global store) --+
 *                                               +--> GET /overview, the dashboard at /
 *   how far topics have grown, and groups read --+
 *
 *   messages.dead-letters --> LetterRoutes, read whole at each request
 *   all that others know  --> Neighbours, where they run in processes of their own
 * </pre>
 *
 * <p>The front door has no state of its own: a message that was accepted is on the log, and whoever dies afterwards, the
 * router answers it. A request waits on a virtual thread of its own.
 *
 * <p>Sessions, many agents that do one thing together, are in {@link dev.swarmlog.coordinator.session}; swarms in {@link
 * dev.swarmlog.coordinator.swarm}.
 *
 * <p>Missing until its issue: the workflow tracker.
 */
@NullMarked
package dev.swarmlog.coordinator;

import org.jspecify.annotations.NullMarked;
