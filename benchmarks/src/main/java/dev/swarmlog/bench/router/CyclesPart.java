package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Crew;
import dev.swarmlog.bench.crew.Hosts;
import dev.swarmlog.bench.crew.Numbers;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.bench.crew.Throughput;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.schemas.Topics;
import java.util.Map;

/** How many messages go the whole way: submitted, delivered under a lease, completed by a host, replied and read. */
final class CyclesPart implements Part {
    /** Less than there are places, so that none waits for one. */
    private static final int WINDOW = 20_000;

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
        Map<String, Object> patient = Producers.patient(ground.bootstrapServers());
        try (ServiceRun router = ServiceRun.start(ground, prefix, RouterService::service);
                Submitter submitter = Submitter.tracked(patient, router.wire());
                Hosts hosts = Hosts.answering(patient, router.wire());
                Tap inboxes = inboxes(ground, router, hosts);
                Tap replies = replies(ground, router, (number, record) -> {})) {
            Rulings.publish(ground.bootstrapServers(), router.wire(), scale.rules());
            Crew.publish(ground.bootstrapServers(), router.wire(), scale.agents(), Submitter.TYPE);
            Throughput measured = Throughput.measure(submitter, replies, scale.span(WINDOW));
            if (inboxes.doubled() > 0) {
                throw new IllegalStateException(inboxes.doubled() + " messages were delivered twice");
            }
            return measured;
        }
    }

    static Tap inboxes(Ground ground, ServiceRun router, Tap.Listener listener) {
        Topics topics = router.wire().topics();
        return Tap.on(ground.bootstrapServers(), topics.deliveries, listener);
    }

    static Tap replies(Ground ground, ServiceRun router, Tap.Listener listener) {
        Topics topics = router.wire().topics();
        return Tap.onReplies(ground.bootstrapServers(), topics.replies, Numbers.COMPLETED, listener);
    }
}
