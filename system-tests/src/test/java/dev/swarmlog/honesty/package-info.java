/** Whether the registry tells the truth about agents of which many lie. */
@NullMarked
package dev.swarmlog.honesty;

import org.jspecify.annotations.NullMarked;
