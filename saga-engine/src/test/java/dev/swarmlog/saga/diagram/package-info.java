@NullMarked
package dev.swarmlog.saga.diagram;

import org.jspecify.annotations.NullMarked;
