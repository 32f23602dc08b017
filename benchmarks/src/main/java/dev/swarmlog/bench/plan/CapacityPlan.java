package dev.swarmlog.bench.plan;

import dev.swarmlog.bench.plan.Traffic.Fleet;
import java.util.List;

/**
 * What an installation needs for a demand.
 *
 * @param partitions the width of the installation (SWARMLOG_PARTITIONS)
 * @param requestsPerSecond to all brokers together
 * @param inboxesRead how many times as many deliveries hosts read as they work on, since several share an inbox
 */
public record CapacityPlan(
        List<Need> needs, int partitions, double requestsPerSecond, double inboxesRead, Volume volume, Money money) {
    private static final double MICROS = 1e6;
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;
    private static final double HOURS_PER_MONTH = 730;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final int BROKERS_MIN = 3;
    private static final int SERVICES_MIN = 2;
    private static final int WIDTH_MIN = 8;
    private static final int WIDTH_MAX = 1_024;

    /** Wider than it has to be, so that no host reads more than so many times what is meant for it. */
    private static final double INBOXES_READ = 4;

    /** What nobody should try: it says that the demand is not for one cluster. */
    private static final int BROKERS_MAX = 200;

    /** Until the number of instances does not change any more: more of them have more connections. */
    private static final int ROUNDS = 200;

    /** A broker leaves most of its memory to the page cache, where what is read soon after it was written still is. */
    private static final double BROKER_GIB = 6;

    private static final double PAGE_CACHE_SECONDS = 30;

    /** A collector wants as much again as what lives. */
    private static final double HEAP_BY_LIVE = 2;

    /**
     * Bytes.
     *
     * @param inMibPerSecond what clients bring to the brokers
     * @param outMibPerSecond what brokers send to clients
     * @param diskGib with all replicas
     */
    public record Volume(double inMibPerSecond, double outMibPerSecond, double diskGib) {}

    /** In dollars a month. */
    public record Money(double machines, double disk, double traffic) {
        public double all() {
            return machines + disk + traffic;
        }
    }

    /** As few of each as the demand needs, and as the loss of one allows. */
    public static CapacityPlan of(Demand demand, Machines machines, Costs costs) {
        Fleet fleet =
                new Fleet(Math.max(BROKERS_MIN, machines.replicas()), SERVICES_MIN, SERVICES_MIN, machines.replicas());
        for (int round = 0; round < ROUNDS; round++) {
            Cores cores = Cores.of(demand, fleet, costs);
            Fleet next = new Fleet(
                    machines.instances(cores.brokers() / machines.speed(), fleet.brokers()),
                    machines.instances(cores.router() / machines.speed(), fleet.routers()),
                    machines.instances(cores.registry() / machines.speed(), fleet.registries()),
                    machines.replicas());
            if (next.equals(fleet)) {
                return of(demand, machines, costs, fleet);
            }
            if (next.brokers() > BROKERS_MAX) {
                break;
            }
            fleet = next;
        }
        throw new IllegalArgumentException("that is more than a cluster of " + BROKERS_MAX
                + " brokers can do: share it out over several installations, or let more agents share a host");
    }

    private static CapacityPlan of(Demand demand, Machines machines, Costs costs, Fleet fleet) {
        Cores cores = Cores.of(demand, fleet, costs);
        Volume volume = volume(demand, machines, costs, cores);
        double status = demand.agents() * costs.memory().index();
        double shared = 2 * demand.agents() * costs.memory().registry() / fleet.registries();
        double cache = volume.inMibPerSecond() * machines.replicas() * PAGE_CACHE_SECONDS * MIB / fleet.brokers() / GIB;
        List<Need> needs = List.of(
                new Need("broker", fleet.brokers(), cores.brokers() / machines.speed(), BROKER_GIB + cache),
                service(
                        "agent-registry",
                        fleet.registries(),
                        cores.registry() / machines.speed(),
                        status + shared,
                        costs),
                service("router", fleet.routers(), cores.router() / machines.speed(), status, costs));
        return new CapacityPlan(
                needs, cores.width(), cores.requests(), cores.inboxesRead(), volume, money(needs, volume, machines));
    }

    private static Need service(String name, int instances, double cores, double bytes, Costs costs) {
        return new Need(name, instances, cores, (costs.memory().fixedMib() * MIB + HEAP_BY_LIVE * bytes) / GIB);
    }

    /**
     * How many cores are busy where there are so many of each.
     *
     * @param width of the installation
     * @param requests to all brokers in a second
     */
    record Cores(double brokers, double registry, double router, int width, double inboxesRead, double requests) {
        static Cores of(Demand demand, Fleet fleet, Costs costs) {
            int width = width(fleet, demand.hosts());
            double inboxesRead = Math.max(1, demand.hosts() / (2.0 * width));
            Traffic traffic = Traffic.of(demand, fleet, inboxesRead, costs);
            double brokers = fleet.brokers() * Costs.BROKER_IDLE
                    + traffic.requests() * costs.requestMicros() / MICROS
                    + Traffic.appended(demand) * fleet.replicas() * costs.recordMicros() / MICROS;
            return new Cores(
                    brokers,
                    busy(fleet.registries(), costs.registry(), demand.beatsPerSecond(), traffic.registry()),
                    busy(fleet.routers(), costs.router(), demand.messagesPerSecond(), traffic.router()),
                    width,
                    inboxesRead,
                    traffic.requests());
        }

        private static double busy(int instances, Costs.Work work, double perSecond, Traffic.Link link) {
            return instances * work.idleCores()
                    + perSecond * work.micros() / MICROS
                    + link.requests() * work.requestMicros() / MICROS;
        }

        /** Four tasks for each instance of what has most, and inboxes enough. */
        private static int width(Fleet fleet, double hosts) {
            double tasks = 4.0 * Math.max(fleet.routers(), fleet.registries());
            double wanted = Math.max(tasks, hosts / (2 * INBOXES_READ));
            return Math.clamp((long) Math.ceil(wanted / WIDTH_MIN) * WIDTH_MIN, WIDTH_MIN, WIDTH_MAX);
        }
    }

    private static Volume volume(Demand demand, Machines machines, Costs costs, Cores cores) {
        double messages = demand.messagesPerSecond();
        double message = costs.bytes().message() + (double) costs.bytes().payloads() * demand.payloadBytes();
        double beats = demand.beatsPerSecond() * costs.bytes().beat();
        double in = beats + messages * message;
        double out = in + messages * (costs.bytes().delivery() + demand.payloadBytes()) * (cores.inboxesRead() - 1);
        // beats are kept for an hour at most
        double kept = beats * Math.min(1, demand.retentionHours()) + messages * message * demand.retentionHours();
        return new Volume(in / MIB, out / MIB, machines.replicas() * kept * SECONDS_PER_HOUR / GIB);
    }

    private static Money money(List<Need> needs, Volume volume, Machines machines) {
        Machines.Prices prices = machines.prices();
        double hourly = 0;
        for (Need need : needs) {
            hourly += need.instances()
                    * (machines.cores() * prices.coreHour() + need.memoryGib() * prices.memoryGibHour());
        }
        // of three zones: two thirds of what clients and leaders exchange, and what all other replicas read
        double across = volume.inMibPerSecond() * (machines.replicas() - 1)
                + (volume.inMibPerSecond() + volume.outMibPerSecond()) * 2 / 3;
        return new Money(
                hourly * HOURS_PER_MONTH,
                volume.diskGib() * prices.diskGibMonth(),
                across * SECONDS_PER_HOUR * HOURS_PER_MONTH / 1_024 * prices.zoneGib());
    }
}
