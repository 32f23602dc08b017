/** Routing rules as files, and as they are on the topic of an installation. */
@NullMarked
package dev.swarmlog.cli.rules;

import org.jspecify.annotations.NullMarked;
