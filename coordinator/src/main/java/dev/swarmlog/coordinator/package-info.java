/**
 * The coordinator: the front door for those who speak HTTP rather than Kafka, and the picture of the whole.
 *
 * <pre>
 *   POST /messages --> FrontDoor --> messages.submitted        messages.replies --> FrontDoor --> the waiting request
 *
 *   agents.status --> census (global store) ---+
 *                                              +--> GET /overview, the page at /
 *   how far the message topics have grown -----+
 * </pre>
 *
 * <p>The front door has no state of its own: a message that was accepted is on the log, and whoever dies afterwards, the
 * router answers it. A request waits on a virtual thread of its own.
 *
 * <p>Missing until their issues: sessions, swarms, budgets, definitions, the workflow tracker, the dashboard.
 */
@NullMarked
package dev.swarmlog.coordinator;

import org.jspecify.annotations.NullMarked;
