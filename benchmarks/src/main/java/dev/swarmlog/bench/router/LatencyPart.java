package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Crew;
import dev.swarmlog.bench.crew.Hosts;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Schedule;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.router.RouterService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long a message takes to its agent and until its reply, at a thousand messages a second. Each is counted from when it
 * was due to be submitted, so that a stop of the submitter is not left out of the figures.
 */
final class LatencyPart implements Part {
    private static final int PER_SECOND = 1_000;
    private static final int WARM_UP_PER_SECOND = 10_000;
    private static final double NANOS_PER_MS = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RouterScale scale;

    LatencyPart(RouterScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        Map<String, Object> prompt = Producers.prompt(ground.bootstrapServers());
        Schedule schedule = new Schedule(PER_SECOND);
        Histogram delivery = histogram();
        Histogram reply = histogram();
        try (ServiceRun router = ServiceRun.start(ground, "latency-", RouterService::service);
                Submitter submitter = Submitter.tracked(prompt, router.wire());
                Hosts hosts = Hosts.answering(prompt, router.wire());
                Tap inboxes = CyclesPart.inboxes(ground, router, (number, record) -> {
                    schedule.note(number, delivery);
                    hosts.heard(number, record);
                });
                Tap replies = CyclesPart.replies(ground, router, (number, record) -> schedule.note(number, reply))) {
            Crew.publish(ground.bootstrapServers(), router.wire(), scale.agents(), Submitter.TYPE);
            warmUp(submitter, replies);
            schedule.send(submitter, scale.seconds());
            Pauses.until("all replies are there", PATIENCE, () -> replies.distinct() == submitter.sent());
            findings.figure("latency_doubled", (double) inboxes.doubled() + replies.doubled());
        }
        tell(findings, "delivery", delivery);
        tell(findings, "reply", reply);
    }

    /** Under load first: what was never busy is not compiled yet. Then as it will be measured. */
    private void warmUp(Submitter submitter, Tap replies) throws InterruptedException {
        for (int perSecond : new int[] {WARM_UP_PER_SECOND, PER_SECOND}) {
            long enough = submitter.sent() + (long) perSecond * scale.rehearsalSeconds();
            try (Load load = Load.offering(submitter, perSecond)) {
                Pauses.until("the warm-up is submitted", PATIENCE, () -> load.sentInAll() >= enough);
            }
            Pauses.until("the warm-up is over", PATIENCE, () -> replies.distinct() == submitter.sent());
        }
    }

    private static Histogram histogram() {
        return new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
    }

    private static void tell(Findings findings, String what, Histogram nanos) {
        findings.figure(what + "_p50_ms", nanos.getValueAtPercentile(50) / NANOS_PER_MS);
        findings.figure(what + "_p99_ms", nanos.getValueAtPercentile(99) / NANOS_PER_MS);
    }
}
