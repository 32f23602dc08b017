/** What the router promises of each message and each lease, held against real processes that are killed and stopped. */
@NullMarked
package dev.swarmlog.guarantees;

import org.jspecify.annotations.NullMarked;
