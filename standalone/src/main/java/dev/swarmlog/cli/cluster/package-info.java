/** How a command gets at a cluster: the options that say where it is, and a quick, clear answer when it is not there. */
@NullMarked
package dev.swarmlog.cli.cluster;

import org.jspecify.annotations.NullMarked;
