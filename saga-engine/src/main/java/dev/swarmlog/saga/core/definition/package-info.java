/**
 * The model of a saga that YAML, JSON and the builder all become once they are validated: no reference dangles, no cycle
 * is left, every expression is compiled. Steps are known by their index, in topological order.
 */
@NullMarked
package dev.swarmlog.saga.core.definition;

import org.jspecify.annotations.NullMarked;
