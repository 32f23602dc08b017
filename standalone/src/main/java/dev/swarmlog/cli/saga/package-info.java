/** Sagas as people see and tell them: their topics read, their commands written, their status and history shown. */
@NullMarked
package dev.swarmlog.cli.saga;

import org.jspecify.annotations.NullMarked;
