/** The sagas of {@code examples/sagas}, run to their ends on a platform and shown to whoever sees sagas for the first time. */
@NullMarked
package dev.swarmlog.cli.examples;

import org.jspecify.annotations.NullMarked;
