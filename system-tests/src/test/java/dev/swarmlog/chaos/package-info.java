/** What happens to the guarantees when real processes are killed, and to the stream when the input is bad. */
@NullMarked
package dev.swarmlog.chaos;

import org.jspecify.annotations.NullMarked;
