/** Sessions on the wire: plans, commands, facts, answers and pictures, to and from Avro. */
@NullMarked
package dev.swarmlog.coordinator.session.records;

import org.jspecify.annotations.NullMarked;
