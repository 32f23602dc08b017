/** The arithmetic of a host, without Kafka, clock, thread or logger: what to remember, when to renew, when to beat. */
@NullMarked
package dev.swarmlog.agent.core;

import org.jspecify.annotations.NullMarked;
