/**
 * The contract of Swarmlog: the Avro types (generated into {@code dev.swarmlog.v1} from {@code src/main/avro}), the
 * catalogue of topics that carry them ({@link dev.swarmlog.schemas.Topics}), and in {@code wire} the serdes that put
 * them there in Confluent's wire format.
 *
 * <p>Whoever knows this module knows everything that services say to each other. It holds no behaviour.
 */
@NullMarked
package dev.swarmlog.schemas;

import org.jspecify.annotations.NullMarked;
