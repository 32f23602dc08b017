/**
 * What Kafka itself does on this machine at this moment: the yardstick beside all other figures, because a shared machine
 * is half as fast in one hour as in the next.
 *
 * <p>Broker and clients share a process, as they do where services are measured; values are as large as messages there, and
 * producers are set as services set theirs.
 */
@NullMarked
package dev.swarmlog.bench.limits;

import org.jspecify.annotations.NullMarked;
