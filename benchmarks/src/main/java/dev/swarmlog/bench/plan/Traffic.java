package dev.swarmlog.bench.plan;

/**
 * What goes to and from the brokers, each link for itself: many records that come over few connections travel together, few over many
 * come one by one.
 *
 * @param hosts what programs and hosts of agents write and read
 * @param router what routers do
 * @param registry what registries do
 * @param replicas what brokers read from each other
 */
record Traffic(Link hosts, Link router, Link registry, Link replicas) {
    /** Submitted, delivered, outcome, reply: each is appended once. */
    private static final int RECORDS_OF_A_MESSAGE = 4;

    /** Of a flight that is over within a commit interval nothing is written; of some it is. */
    private static final double CHANGES_OF_A_MESSAGE = 0.5;

    /** How often a working agent's status says something new, in a second; measured 0.2 to 0.34 at full load. */
    private static final double STATUSES_OF_AN_AGENT = 0.25;

    /** How often a host writes beats, in a second. */
    private static final double BEAT_TICKS = 10;

    /**
     * One kind of client.
     *
     * @param records that it writes and reads in a second
     * @param requests that this takes
     */
    record Link(double records, double requests) {
        static Link none() {
            return new Link(0, 0);
        }

        /** With more records one way. */
        Link with(double more, double connections, Costs costs) {
            return new Link(records + more, requests + Math.min(more, connections * costs.requestsPerConnection()));
        }
    }

    /** How many instances there are. */
    record Fleet(int brokers, int routers, int registries, int replicas) {}

    static Traffic of(Demand demand, Fleet fleet, double inboxesRead, Costs costs) {
        double messages = demand.messagesPerSecond();
        double statuses = statuses(demand);
        double batches = beatBatches(demand, fleet);
        double hosts = demand.hosts();
        double routers = (double) fleet.routers() * fleet.brokers();
        double registries = (double) fleet.registries() * fleet.brokers();
        double pairs = (double) fleet.brokers() * (fleet.brokers() - 1);
        double appended = messages * (RECORDS_OF_A_MESSAGE + CHANGES_OF_A_MESSAGE) + batches + 2 * statuses;
        // an inbox is one partition, and so are the replies that a program waits for
        Link work = Link.none()
                .with(2 * messages, hosts * fleet.brokers(), costs)
                .with(messages * inboxesRead, hosts, costs)
                .with(messages, hosts, costs);
        return new Traffic(
                new Link(work.records() + demand.beatsPerSecond(), work.requests() + batches),
                Link.none()
                        .with(messages * (2 + CHANGES_OF_A_MESSAGE), routers, costs)
                        .with(2 * messages + statuses * fleet.routers(), routers, costs),
                Link.none().with(2 * statuses, registries, costs).with(batches + statuses, registries, costs),
                Link.none().with(appended * (fleet.replicas() - 1), pairs, costs));
    }

    /** How many records are written in a second, without their replicas. */
    static double appended(Demand demand) {
        return demand.messagesPerSecond() * (RECORDS_OF_A_MESSAGE + CHANGES_OF_A_MESSAGE)
                + demand.beatsPerSecond()
                + 2 * statuses(demand);
    }

    /** What a host's agents have to say in a tenth of a second travels together. */
    private static double beatBatches(Demand demand, Fleet fleet) {
        return Math.min(demand.beatsPerSecond(), demand.hosts() * fleet.brokers() * BEAT_TICKS);
    }

    private static double statuses(Demand demand) {
        return Math.min(demand.agents() * STATUSES_OF_AN_AGENT, demand.messagesPerSecond());
    }

    double requests() {
        return hosts.requests() + router.requests() + registry.requests() + replicas.requests();
    }
}
