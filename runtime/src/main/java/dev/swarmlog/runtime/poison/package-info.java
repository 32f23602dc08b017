/**
 * Records that nobody can read, process or write: they go to the dead letters with their coordinates and are counted,
 * and the stream goes on.
 *
 * <p>A failure that says nothing about the record (the schema registry does not answer, a broker is away) is never
 * treated so: the thread fails, is replaced, and reads the record again. And when one record after another fails, it is
 * the program and not the records: the {@link dev.swarmlog.runtime.poison.Fuse} blows and the service stops.
 *
 * <p>Kafka Streams makes the handlers itself from their class names; {@link
 * dev.swarmlog.runtime.poison.DeadLetters#handlers} are the settings that do it.
 */
@NullMarked
package dev.swarmlog.runtime.poison;

import org.jspecify.annotations.NullMarked;
