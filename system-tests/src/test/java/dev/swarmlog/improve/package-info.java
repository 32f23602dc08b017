/** What the coordinator says of definitions, against the saga-engine that goes by them. */
@NullMarked
package dev.swarmlog.improve;

import org.jspecify.annotations.NullMarked;
