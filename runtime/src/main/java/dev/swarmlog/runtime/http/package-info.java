/** The one HTTP server of a process: health, metrics, and the services' own routes. */
@NullMarked
package dev.swarmlog.runtime.http;

import org.jspecify.annotations.NullMarked;
