package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.schemas.Topics;
import java.util.Map;

/** How many messages go the whole way: submitted, delivered under a lease, completed by a host, replied and read. */
final class CyclesPart implements Part {
    /** Less than there are places, so that none waits for one. */
    private static final int WINDOW = 20_000;

    /** As Avro writes the status: the number of its symbol, twice. */
    static final byte COMPLETED = 2;

    private final RouterScale scale;

    CyclesPart(RouterScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "cycles";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        answered(ground, "cycles-", scale).tell(findings, "cycles");
    }

    static Throughput answered(Ground ground, String prefix, RouterScale scale) throws InterruptedException {
        Map<String, Object> patient = Submitter.patient(ground.bootstrapServers());
        try (ServiceRun router = ServiceRun.start(ground, prefix, RouterService::service);
                Submitter submitter = Submitter.tracked(patient, router.wire());
                Hosts hosts = new Hosts(patient, router.wire());
                Tap inboxes = inboxes(ground, router, hosts);
                Tap replies = replies(ground, router, (number, record) -> {})) {
            Rulings.publish(ground.bootstrapServers(), router.wire(), scale.rules());
            Crew.publish(ground.bootstrapServers(), router.wire(), scale.agents());
            Throughput measured = Throughput.measure(submitter, replies, scale, WINDOW);
            if (inboxes.doubled() > 0) {
                throw new IllegalStateException(inboxes.doubled() + " messages were delivered twice");
            }
            return measured;
        }
    }

    static Tap inboxes(Ground ground, ServiceRun router, Tap.Listener listener) {
        Topics topics = router.wire().topics();
        return Tap.on(ground.bootstrapServers(), topics.deliveries.name(), topics.deliveries.partitions(), listener);
    }

    /** Fails at the first reply that is not the result of completed work. */
    static Tap replies(Ground ground, ServiceRun router, Tap.Listener listener) {
        Topics topics = router.wire().topics();
        return Tap.on(
                ground.bootstrapServers(), topics.replies.name(), topics.replies.partitions(), (number, record) -> {
                    if (record.value()[Numbers.BEHIND_ID_AT] != COMPLETED) {
                        throw new IllegalStateException("message " + number + " was not completed");
                    }
                    listener.heard(number, record);
                });
    }
}
