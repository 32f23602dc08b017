/**
 * Confluent's wire format: byte 0, the schema's id in four bytes, the value in Avro's binary encoding.
 *
 * <p>{@link dev.swarmlog.schemas.wire.Wire} gives the serdes of the catalogue's topics over one
 * {@link dev.swarmlog.schemas.wire.SchemaRegistry}. Schemas are registered at deploy time by
 * {@link dev.swarmlog.schemas.wire.Wire#registerSchemas}; a serializer only looks its id up, and never registers.
 */
@NullMarked
package dev.swarmlog.schemas.wire;

import org.jspecify.annotations.NullMarked;
