/**
 * The truth about a run: every message that was sent, every time that somebody was to do it or did it, every answer, each
 * held against what was told before. {@link dev.swarmlog.simulator.core.ledger.Ledger} knows what is wrong the moment it
 * happens; {@link dev.swarmlog.simulator.core.ledger.Breach} says what can be wrong.
 *
 * <p>Twelve bytes a message, so that twelve million fit beside the rest of a simulation in half a gigabyte.
 */
@NullMarked
package dev.swarmlog.simulator.core.ledger;

import org.jspecify.annotations.NullMarked;
