/**
 * The edge to Kafka that hosts, clients and directories share: where the installation is
 * ({@link dev.swarmlog.agent.cluster.ClusterConfig}), one thread that reads assigned partitions
 * ({@link dev.swarmlog.agent.cluster.LogReader}), and one producer that any thread may write through
 * ({@link dev.swarmlog.agent.cluster.LogWriter}).
 *
 * <p>Readers are assigned to partitions and never subscribe: the SDK has no consumer groups, hence no rebalances.
 */
@NullMarked
package dev.swarmlog.agent.cluster;

import org.jspecify.annotations.NullMarked;
