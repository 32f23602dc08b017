/**
 * Brokers and services as processes of their own, which can be killed, made to stand still, and started again: what one process
 * with everything in it cannot show.
 *
 * <pre>
 *   FaultPlay              plays a script beside something else
 *   FaultScript            what is done to whom and when, settled by a seed
 *     ProcessPlatform      brokers, schema registry, services; plays a script
 *       BrokerNodes        a cluster of KRaft nodes       swarmlog cluster node
 *       ServiceProcess     a service                      swarmlog service
 *         JavaProcess      one JVM, and the signals for it
 * </pre>
 *
 * <p>A signal goes to a process that was started here, and to no other. They end with the process that started them.
 */
@NullMarked
package dev.swarmlog.standalone.processes;

import org.jspecify.annotations.NullMarked;
