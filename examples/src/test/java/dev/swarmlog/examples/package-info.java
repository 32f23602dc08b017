@NullMarked
package dev.swarmlog.examples;

import org.jspecify.annotations.NullMarked;
