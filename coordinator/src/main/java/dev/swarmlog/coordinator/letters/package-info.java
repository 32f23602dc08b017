/** Dead letters: read from their topic as far as it goes now, shown, and submitted again as new messages. */
@NullMarked
package dev.swarmlog.coordinator.letters;

import org.jspecify.annotations.NullMarked;
