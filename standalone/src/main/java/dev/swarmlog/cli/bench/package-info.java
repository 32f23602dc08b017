/** All benches in rounds: each in a process of its own, what they found as a history, and as tables in a document. */
@NullMarked
package dev.swarmlog.cli.bench;

import org.jspecify.annotations.NullMarked;
