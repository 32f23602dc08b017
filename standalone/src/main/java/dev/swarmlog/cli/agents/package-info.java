/** Declared agents on the command line: their documents, their topic, and the handlers that Swarmlog brings itself. */
@NullMarked
package dev.swarmlog.cli.agents;

import org.jspecify.annotations.NullMarked;
