package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.RelayTopology;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Schedule;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.runtime.StreamsTuning.Guarantee;
import dev.swarmlog.runtime.StreamsTuning.Pace;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** How long a record takes from its producer to its consumer at a thousand a second: at once, and through Streams. */
final class HopPart implements Part {
    private static final int PER_SECOND = 1_000;
    private static final int WARM_UP_PER_SECOND = 10_000;
    private static final double NANOS_PER_MS = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LimitsScale scale;

    HopPart(LimitsScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "hop";
    }

    @Override
    @SuppressWarnings("try") // the relay works while it is open
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        Lane direct = Lane.make(ground, name());
        tell(findings, "hop", timed(direct.bootstrapServers(), direct.input(), direct.input()));
        Lane through = Lane.make(ground, "streams-hop");
        RelayTopology topology = new RelayTopology(through.input(), through.output(), false, new LongAdder());
        try (ServiceRun relay = ServiceRun.start(
                ground, "streams-hop-", settings -> topology.service(Guarantee.AT_LEAST_ONCE, Pace.LATENCY))) {
            tell(findings, "streams_hop", timed(through.bootstrapServers(), through.input(), through.output()));
        }
    }

    private Histogram timed(String bootstrapServers, String from, String to) throws InterruptedException {
        Schedule schedule = new Schedule(PER_SECOND);
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
        try (Records records = new Records(Producers.prompt(bootstrapServers), from);
                Tap tap = Tap.on(
                        bootstrapServers, to, Lane.PARTITIONS, (number, record) -> schedule.note(number, nanos))) {
            for (int perSecond : new int[] {WARM_UP_PER_SECOND, PER_SECOND}) {
                long enough = records.sent() + (long) perSecond * scale.warmUp().secondsMin();
                try (Load load = Load.offering(records, perSecond)) {
                    Pauses.until("the warm-up is sent", PATIENCE, () -> load.sentInAll() >= enough);
                }
                Pauses.until("the warm-up is over", PATIENCE, () -> tap.distinct() == records.sent());
            }
            schedule.send(records, scale.seconds());
            Pauses.until("all records are there", PATIENCE, () -> tap.distinct() == records.sent());
        }
        return nanos;
    }

    private static void tell(Findings findings, String what, Histogram nanos) {
        findings.figure(what + "_p50_ms", nanos.getValueAtPercentile(50) / NANOS_PER_MS);
        findings.figure(what + "_p99_ms", nanos.getValueAtPercentile(99) / NANOS_PER_MS);
    }
}
