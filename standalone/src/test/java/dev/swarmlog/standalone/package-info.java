@NullMarked
package dev.swarmlog.standalone;

import org.jspecify.annotations.NullMarked;
