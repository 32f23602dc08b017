/** Who may call which route. */
@NullMarked
package dev.swarmlog.runtime.http.access;

import org.jspecify.annotations.NullMarked;
