/**
 * A schema registry for the platform in one process: the part of Confluent's REST API that clients use, over a compacted
 * {@code _schemas} topic in Confluent's record format.
 *
 * <pre>
 * HTTP -> JsonRoutes -> SubjectRoutes, RuleRoutes -> DurableBook
 *                                                     1. SchemaBook   decides: known, fresh or refused
 *                                                     2. SchemaLog    the fact is in the topic (acks=all)
 *                                                     3. SchemaBook   and only now in memory, and answered
 * </pre>
 *
 * <p>{@code SchemaBook} is the fold of the topic's facts and is pure. One process writes the topic, so nothing tails it.
 * Left out on purpose: other schema types than Avro, references between schemas, contexts, metadata and rules, and
 * standing in for a registry that a company relies on: {@code SchemaTransfer} moves everything to such a one.
 */
@NullMarked
package dev.swarmlog.standalone.registry;

import org.jspecify.annotations.NullMarked;
