@NullMarked
package dev.swarmlog.standalone.registry;

import org.jspecify.annotations.NullMarked;
