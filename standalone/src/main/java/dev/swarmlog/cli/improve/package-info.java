/** Proposals and what they rest on, as tables and as JSON. */
@NullMarked
package dev.swarmlog.cli.improve;

import org.jspecify.annotations.NullMarked;
