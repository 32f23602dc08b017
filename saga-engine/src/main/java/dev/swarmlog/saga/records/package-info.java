/** What goes in and out of the engine, as records of the wire: replies become triggers, effects become messages. Pure. */
@NullMarked
package dev.swarmlog.saga.records;

import org.jspecify.annotations.NullMarked;
