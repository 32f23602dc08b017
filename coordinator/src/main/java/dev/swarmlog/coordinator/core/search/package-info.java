/**
 * Swarms that search for the best point of a box: particle swarms and CMA-ES, both by ask and tell.
 *
 * <pre>
 *   Search: candidates of a generation --ask--> whoever evaluates --tell, in any order--> values
 *      ^                                                                                   |
 *      +------------- all of the generation are told: the next one begins -----------------+
 * </pre>
 *
 * <p>A generation ends when each of its candidates has a value, so neither the order of answers nor who gave them changes
 * what comes next; an answer that comes twice, or after its generation, changes nothing. That is what makes a search with
 * remote evaluations end as the same search in process does.
 */
@NullMarked
package dev.swarmlog.coordinator.core.search;

import org.jspecify.annotations.NullMarked;
