/** Sessions over HTTP, for those who speak no Kafka: the same commands and answers. */
@NullMarked
package dev.swarmlog.coordinator.session.http;

import org.jspecify.annotations.NullMarked;
