/**
 * Budgets: what tenants, sagas, swarms and agents may spend, asked for before and told after.
 *
 * <pre>
 *   budgets.commands --(by budget)--> BudgetTask ---+--> budgets.events (the history, which folds to the ledger)
 *     SET, RESERVE, SETTLE, APPROVE...    |         +--> the requester's reply topic
 *                                   ledger, rows    +--> budgets.status (per limit) --> GET /budgets, budget list
 *                                                   +--> platform.alerts (thresholds, questions, what expired)
 * </pre>
 *
 * <p>All of it commits together. One task decides on all that lies below one name, so that no two reservations can take
 * the same room. Where the task is away nobody gets an answer, and so nobody spends: the ledger fails closed.
 *
 * <p>What came and went between two commits is not stored but in the events; see {@code LiveStore}.
 */
@NullMarked
package dev.swarmlog.coordinator.budget;

import org.jspecify.annotations.NullMarked;
