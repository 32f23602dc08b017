/**
 * Structures that find one of many numbered seats without looking at the others: the first of an order, the nearest on a
 * ring, one drawn by weight. Mutable and for one thread; they know nothing of agents.
 */
@NullMarked
package dev.swarmlog.router.core.ranking;

import org.jspecify.annotations.NullMarked;
