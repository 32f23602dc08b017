/**
 * What swarms do: cores alone on one thread, and with coordinator, router, registry and agents on a broker. Agents are
 * processes of their own, so that they can be killed as processes are.
 */
@NullMarked
package dev.swarmlog.bench.swarm;

import org.jspecify.annotations.NullMarked;
