/** The bench of the registry: heartbeats and memory on a real broker, with the registry as it runs in production. */
@NullMarked
package dev.swarmlog.bench.registry;

import org.jspecify.annotations.NullMarked;
