/**
 * The shared edge of the services: everything between {@code main()} and a topology, and nothing of what a topology is
 * about.
 *
 * <pre>
 * environment -> Settings -> PlatformConfig -+
 *                        -> a service's config -> Service -> ServiceHost -> RunningService (Kafka Streams)
 *                                                               |-> TopicSetup    topics and schemas, made or checked
 *                                                               |-> HttpEndpoint  health, metrics, routes
 *                                                               +-> poison        what nobody can read: dead letters
 * </pre>
 *
 * <p>Several services may share one process, one {@link dev.swarmlog.runtime.ServiceContext} and one HTTP port.
 * {@link dev.swarmlog.runtime.ServiceMain} is one service's {@code main()}.
 */
@NullMarked
package dev.swarmlog.runtime;

import org.jspecify.annotations.NullMarked;
