/**
 * The platform in one process, so that one command is a working installation: {@link dev.swarmlog.standalone.Platform}.
 *
 * <pre>
 *   DataFolder       one process at a time; kafka/ is the truth, state/ can be built again from it
 *     EmbeddedBroker          a real Kafka node, broker and KRaft controller, on 127.0.0.1
 *       EmbeddedSchemaRegistry     over the topic _schemas
 *         ServiceHost                   the same services that run one per process elsewhere, behind one HTTP port
 * </pre>
 *
 * <p>Everything is started from top to bottom and closed from bottom to top. Nothing here knows what a message or an agent
 * is. Left out on purpose: replication and access control, which a real cluster has.
 */
@NullMarked
package dev.swarmlog.standalone;

import org.jspecify.annotations.NullMarked;
