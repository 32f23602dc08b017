/** Swarms as people and programs see them at the terminal. */
@NullMarked
package dev.swarmlog.cli.swarms;

import org.jspecify.annotations.NullMarked;
