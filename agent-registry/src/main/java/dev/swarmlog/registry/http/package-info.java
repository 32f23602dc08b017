/**
 * What the registry answers over HTTP. {@link dev.swarmlog.registry.http.AgentRequest} reads what is asked;
 * {@link dev.swarmlog.registry.http.ChangeFeed} tells clients of changes, each from a bounded queue, so that a slow one
 * costs nobody else anything.
 */
@NullMarked
package dev.swarmlog.registry.http;

import org.jspecify.annotations.NullMarked;
