package dev.swarmlog.bench.plan;

/**
 * What was measured, of processes of their own with three brokers: docs/scale.md says how. All of it by one core of that machine.
 *
 * @param requestMicros what brokers do for one request, in microseconds: of many small records it is nearly all that they cost
 * @param requestsPerConnection how many a connection has in a second at most; what comes faster travels together
 * @param recordMicros what a broker does for a record for each of its replicas
 */
public record Costs(
        double requestMicros,
        double requestsPerConnection,
        double recordMicros,
        Work registry,
        Work router,
        Memory memory,
        Bytes bytes) {
    /**
     * What a service does.
     *
     * @param idleCores of an instance that has nothing to do
     * @param requestMicros for each request that it sends
     * @param micros for each beat, or for each message from its submission to its reply
     */
    public record Work(double idleCores, double requestMicros, double micros) {}

    /**
     * In bytes of an agent.
     *
     * @param registry in the one task that has its partition, and as much in a standby
     * @param index in every process that looks for agents: routers, registries, the front door
     * @param fixedMib of each service's process
     */
    public record Memory(double registry, double index, double fixedMib) {}

    /**
     * On the wire and on disk, for each replica.
     *
     * @param beat with key and overhead
     * @param message all of its records together, without payloads
     * @param delivery one of them
     * @param payloads how often the payload is written: submitted and delivered, and the result in the outcome and the reply
     */
    public record Bytes(double beat, double message, double delivery, int payloads) {}

    /** What a broker does that has nothing to do, in cores. */
    public static final double BROKER_IDLE = 0.077;

    public static final Costs MEASURED = new Costs(
            250,
            150,
            1,
            new Work(0.06, 20, 1.6),
            new Work(0.08, 120, 13),
            new Memory(2_016, 619, 350),
            new Bytes(75, 700, 180, 4));
}
