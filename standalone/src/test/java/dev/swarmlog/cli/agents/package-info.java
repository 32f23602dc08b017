@NullMarked
package dev.swarmlog.cli.agents;

import org.jspecify.annotations.NullMarked;
