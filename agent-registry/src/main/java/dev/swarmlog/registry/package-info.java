/** Who is there, how well it is, and who can do what. */
@NullMarked
package dev.swarmlog.registry;

import org.jspecify.annotations.NullMarked;
