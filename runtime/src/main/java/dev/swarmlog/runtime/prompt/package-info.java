/** Sends what a service wrote at once while little goes on. */
@NullMarked
package dev.swarmlog.runtime.prompt;

import org.jspecify.annotations.NullMarked;
