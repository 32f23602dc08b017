package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.RelayTopology;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Crew;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.bench.crew.Throughput;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.schemas.Topic;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many untracked messages a router sends to agents, beside its broker, their writer and a reader of the inboxes. After
 * it a stateless relay of Streams passes on the same messages by the same settings, so that both are measured in one run.
 */
final class DeliveriesPart implements Part {
    private static final String PREFIX = "deliveries-";

    private final RouterScale scale;

    DeliveriesPart(RouterScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        routed(ground, PREFIX, scale).tell(findings, "deliveries");
        Throughput relay = relayed(ground, PREFIX + "relay-", scale);
        findings.limit("streams_relay_per_s", relay.perSecond());
        findings.limit("streams_relay_cpu_us", relay.cpuMicros());
        findings.limit("streams_relay_cpu_all_us", relay.cpuAllMicros());
        findings.ratio("ratio_to_streams_relay", findings.figure("deliveries_per_s") / relay.perSecond());
    }

    static Throughput routed(Ground ground, String prefix, RouterScale scale) throws InterruptedException {
        try (ServiceRun router = ServiceRun.start(ground, prefix, RouterService::service);
                Submitter submitter = Submitter.untracked(Producers.patient(ground.bootstrapServers()), router.wire());
                Tap inboxes = tap(ground, router.wire().topics().deliveries)) {
            Rulings.publish(ground.bootstrapServers(), router.wire(), scale.rules());
            Crew.publish(ground.bootstrapServers(), router.wire(), scale.agents(), Submitter.TYPE);
            return Throughput.measure(submitter, inboxes, scale.span());
        }
    }

    /** From topics of its own to the inboxes there, which no router writes to. */
    private static Throughput relayed(Ground ground, String prefix, RouterScale scale) throws InterruptedException {
        try (ServiceRun relay = ServiceRun.start(
                        ground,
                        prefix,
                        settings -> new RelayTopology(
                                        prefix + "messages.submitted",
                                        prefix + "messages.deliveries",
                                        false,
                                        new LongAdder())
                                .service(
                                        RouterService.service(settings).tuning().pace()));
                Submitter submitter = Submitter.untracked(Producers.patient(ground.bootstrapServers()), relay.wire());
                Tap output = tap(ground, relay.wire().topics().deliveries)) {
            return Throughput.measure(submitter, output, scale.span());
        }
    }

    private static Tap tap(Ground ground, Topic<?> topic) {
        return Tap.on(ground.bootstrapServers(), topic, (number, record) -> {});
    }
}
