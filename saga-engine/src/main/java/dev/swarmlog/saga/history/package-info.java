/**
 * The history of sagas as sagas.events has it: one record for each decision, sealed and chained.
 *
 * <pre>
 *   value of a record:  00 | schema id (4) | ...fields... | previousHash | 40 | hash (32)
 *                                           \________ SHA-256 of these ______/
 * </pre>
 *
 * <p>The seal lies on bytes, not on meaning: it holds for events of every version of the schema, and whoever checks it
 * needs neither Avro nor a registry. What is missing on purpose: a signature. Who may write the topic may also write
 * another history; the chain shows what was lost, doubled, swapped or altered afterwards.
 */
@NullMarked
package dev.swarmlog.saga.history;

import org.jspecify.annotations.NullMarked;
