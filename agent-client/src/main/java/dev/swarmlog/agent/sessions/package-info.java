/**
 * Taking part in sessions: {@link dev.swarmlog.agent.sessions.SessionClient} creates and joins them, a
 * {@link dev.swarmlog.agent.sessions.Participant} arrives, waits, writes on the board, sends, receives and holds leases.
 */
@NullMarked
package dev.swarmlog.agent.sessions;

import org.jspecify.annotations.NullMarked;
