/**
 * Confluent's wire format: byte 0, the schema's id in four bytes, the value in Avro's binary encoding.
 *
 * <p>{@link dev.swarmlog.schemas.wire.Wire} gives the serdes of the catalogue's topics over one
 * {@link dev.swarmlog.schemas.wire.SchemaRegistry}. Schemas are registered at deploy time by
 * {@link dev.swarmlog.schemas.wire.Wire#registerSchemas}; a serializer only looks its id up, and never registers.
 *
 * <p>Whatever stands on a topic, reading it gives one of three: the value; a transient
 * {@link dev.swarmlog.schemas.wire.SchemaRegistryException}, which blames the world, so read the same record again; or
 * another {@link org.apache.kafka.common.errors.SerializationException}, which blames the record, so put it aside and go
 * on. Nothing that a record declares is believed before it is checked against the record's own bytes.
 *
 * <p>Everything here is thread-safe but the encoder and decoder, of which each thread has its own.
 */
@NullMarked
package dev.swarmlog.schemas.wire;

import org.jspecify.annotations.NullMarked;
