/**
 * What became of messages, by the topics alone: {@link dev.swarmlog.audit.Audit} reads them, and holds the invariants 2, 6,
 * 7, 8 and 9 of the design against them. It believes no process: only what stands in the log for every reader.
 */
@NullMarked
package dev.swarmlog.audit;

import org.jspecify.annotations.NullMarked;
