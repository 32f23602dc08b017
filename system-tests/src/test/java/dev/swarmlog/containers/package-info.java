/** The services against the images that people run: needs a Docker engine, and is skipped where there is none. */
@NullMarked
package dev.swarmlog.containers;

import org.jspecify.annotations.NullMarked;
