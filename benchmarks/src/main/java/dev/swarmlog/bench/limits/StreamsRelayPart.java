package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.RelayTopology;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.bench.crew.Throughput;
import dev.swarmlog.runtime.StreamsTuning.Guarantee;
import dev.swarmlog.runtime.StreamsTuning.Pace;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** The same through the least that a Streams program does. */
final class StreamsRelayPart implements Part {
    private final String name;
    private final Guarantee guarantee;
    private final boolean storing;
    private final LimitsScale scale;

    /** @param storing whether it writes each record into a cached store with a changelog before */
    StreamsRelayPart(String name, Guarantee guarantee, boolean storing, LimitsScale scale) {
        this.name = name;
        this.guarantee = guarantee;
        this.storing = storing;
        this.scale = scale;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    @SuppressWarnings("try") // the relay works while it is open
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        Lane lane = Lane.make(ground, name);
        RelayTopology topology = new RelayTopology(lane.input(), lane.output(), storing, new LongAdder());
        try (ServiceRun relay =
                        ServiceRun.start(ground, name + "-", settings -> topology.service(guarantee, Pace.THROUGHPUT));
                Records records = new Records(Producers.patient(ground.bootstrapServers()), lane.input());
                Tap output =
                        Tap.on(ground.bootstrapServers(), lane.output(), Lane.PARTITIONS, (number, record) -> {})) {
            Throughput.measure(records, output, scale.span())
                    .tell(findings, name.toLowerCase(Locale.ROOT).replace('-', '_') + "_relay");
        }
    }
}
