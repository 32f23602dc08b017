/**
 * Pure: what a budget decides, and the ledger that it keeps.
 *
 * <pre>
 *   (ledger, request, now) -> facts, effects     {@code BudgetMachine} decides
 *   ledger + fact          -> ledger             {@code Ledger.apply} is the only way in which a ledger changes
 *
 *              +-- fits ---------> OPEN --settled, released, expired--> CLOSED --after a while--> forgotten
 *   reserve ---+-- ASK ----------> ASKED --approved--> OPEN
 *              |                     +--refused, too late--> CLOSED
 *              +-- DEGRADE ------> OPEN, with less and another capability
 *              +-- STOP, HANDOFF-> CLOSED
 * </pre>
 *
 * <p>A path names who spends from the outside in ({@code acme/research/saga-7}). Each limit that the definition puts on
 * a part of it has an {@link dev.swarmlog.coordinator.budget.core.Account}, and a reservation counts in all of them or
 * in none.
 *
 * <p><b>Invariants</b>, checked after every step of random runs: in every account and unit, spent + reserved + free is
 * the limit and what people added; what lies directly below an account sums up to no more than it; reserving never makes
 * free negative, so that only what is settled above its reservation, or a limit that is lowered, can; a reservation is
 * settled, released or expired once, and what is said of it afterwards changes nothing; a period begins once, and with it
 * nothing is spent; the facts fold to the ledger.
 *
 * <p>All numbers are whole: money is in millionths, prices are rounded up.
 */
@NullMarked
package dev.swarmlog.coordinator.budget.core;

import org.jspecify.annotations.NullMarked;
