/** Dead letters as people see them: read from their topic, shown in full, and made into new messages. */
@NullMarked
package dev.swarmlog.cli.letters;

import org.jspecify.annotations.NullMarked;
