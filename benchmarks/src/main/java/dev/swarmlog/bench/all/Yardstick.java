package dev.swarmlog.bench.all;

import java.util.List;

/**
 * A figure and what it is held against.
 *
 * @param what it is, for people
 */
public record Yardstick(String bench, String figure, String what, Against against) {
    /** What a figure is divided by. */
    public sealed interface Against {}

    /** What was found in the same round. */
    public record Measured(String bench, String figure, String what) implements Against {}

    /** An aim, a limit, or what somebody else's program did when it was measured. */
    public record Known(double value, String what) implements Against {}

    /** It is a limit itself. */
    public record Nothing() implements Against {}

    private static final String LIMITS = "limits";
    private static final String REGISTRY = "registry";
    private static final String ROUTER = "router";
    private static final String SAGA = "saga";
    private static final String SWARM = "swarm";

    /** In the order in which they are published. */
    public static final List<Yardstick> ALL = List.of(
            limit("raw_produce_per_s", "one producer, records/s"),
            limit("raw_consume_per_s", "one consumer, records/s"),
            limit("raw_relay_per_s", "relay of plain clients, records/s"),
            measured(LIMITS, "streams_relay_per_s", "relay of Kafka Streams, records/s", "raw_relay_per_s"),
            measured(
                    LIMITS,
                    "streams_store_relay_per_s",
                    "the same with a cached store and changelog",
                    "raw_relay_per_s"),
            measured(LIMITS, "streams_exactly_once_relay_per_s", "the same exactly once, no store", "raw_relay_per_s"),
            limit("hop_p50_ms", "producer to consumer at 1,000/s, p50, ms"),
            measured(LIMITS, "streams_hop_p50_ms", "the same through Kafka Streams, p50, ms", "hop_p50_ms"),
            own(REGISTRY, "heartbeats_per_s", "heartbeats/s", "streams_store_relay_per_s", "Streams with a store"),
            known(REGISTRY, "bytes_per_agent", "memory of an agent, bytes", 5_000, "limit"),
            known(REGISTRY, "discovery_p99_ms", "query of 10,000 agents, p99, ms", 1, "limit"),
            known(REGISTRY, "queries_per_s", "queries/s of 100,000 agents", 5_000, "limit"),
            known(REGISTRY, "discovery_rest_p99_ms", "the same over HTTP, p99, ms", 5, "limit"),
            known(REGISTRY, "detection_p99_s", "until a killed agent is dead, p99, s", 3, "limit"),
            own(ROUTER, "deliveries_per_s", "deliveries/s without tracking", "streams_relay_per_s", "Streams relay"),
            measured(ROUTER, "deliveries_per_s", "the same", "raw_relay_per_s"),
            measured(ROUTER, "cycles_per_s", "full cycles/s under leases, four topics each", "raw_relay_per_s"),
            known(ROUTER, "cycles_per_s", "the same", 60_000, "aim"),
            measured(ROUTER, "delivery_p50_ms", "submit to delivery at 1,000/s, p50, ms", "streams_hop_p50_ms"),
            measured(ROUTER, "delivery_p99_ms", "the same, p99, ms", "streams_hop_p99_ms"),
            known(ROUTER, "reply_p50_ms", "submit to reply at 1,000/s, p50, ms", 5, "limit"),
            known(ROUTER, "decision_p99_us", "choice among 10,000 agents, p99, us", 50, "limit"),
            known(SAGA, "sagas_per_s", "sagas of three steps/s", 365, "LittleHorse 1.2.1 at best, earlier"),
            known(SAGA, "sagas_per_s", "the same", 5_000, "aim"),
            known(SAGA, "fast_sagas_per_s", "the same, steps sent ahead", 1_510, "Restate 1.7.12 at best, earlier"),
            known(SAGA, "compensated_per_s", "failed and undone sagas/s", 3_000, "aim"),
            known(SAGA, "strict_p50_ms", "a saga at 20/s, p50, ms", 40, "limit"),
            known(SAGA, "fast_p50_ms", "the same, steps sent ahead, p50, ms", 10, "limit"),
            known(SAGA, "checkpoint_us", "a checkpoint written and read, us", 100, "limit"),
            known(SAGA, "engine_mib", "memory of 100,000 sagas under way, MiB", 1_024, "limit"),
            known(SWARM, "suppliers_per_s", "suppliers/s by 100 agents", 7_000, "aim"),
            known(SWARM, "suppliers_per_s_third_killed", "the same, a third of the agents killed", 7_000, "aim"),
            known(SWARM, "boid_steps_per_s", "steps of birds/s on one thread", 10_000_000, "aim"),
            known(SWARM, "evaluations_per_s", "evaluations/s of CMA-ES in process", 100_000, "aim"),
            known(SWARM, "remote_evaluations_per_s", "evaluations/s by agents", 20_000, "aim"),
            known(SWARM, "evaluations_sphere", "evaluations to 1e-8, sphere", 1_470, "known to be good"),
            known(SWARM, "evaluations_ellipsoid", "the same, ellipsoid", 4_570, "known to be good"),
            known(SWARM, "evaluations_rosenbrock", "the same, Rosenbrock", 7_700, "known to be good"));

    private static Yardstick limit(String figure, String what) {
        return new Yardstick(LIMITS, figure, what, new Nothing());
    }

    /** By what the machine does without us. */
    private static Yardstick measured(String bench, String figure, String what, String limit) {
        return new Yardstick(bench, figure, what, new Measured(LIMITS, limit, limit));
    }

    /** By what the same bench measured in the same process. */
    private static Yardstick own(String bench, String figure, String what, String limit, String says) {
        return new Yardstick(bench, figure, what, new Measured(bench, limit, says + ", same process"));
    }

    private static Yardstick known(String bench, String figure, String what, double value, String says) {
        return new Yardstick(bench, figure, what, new Known(value, says));
    }
}
