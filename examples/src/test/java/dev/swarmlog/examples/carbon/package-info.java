/** The agents of swarms. */
@NullMarked
package dev.swarmlog.examples.carbon;

import org.jspecify.annotations.NullMarked;
