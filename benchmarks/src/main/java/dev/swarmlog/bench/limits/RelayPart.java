package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.bench.crew.Throughput;

/** How many records go through a relay of plain clients, beside their writer and who reads what comes out. */
final class RelayPart implements Part {
    private final LimitsScale scale;

    RelayPart(LimitsScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "relay";
    }

    @Override
    @SuppressWarnings("try") // the relay works while it is open
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        Lane lane = Lane.make(ground, name());
        try (PlainRelay relay = new PlainRelay(lane);
                Records records = new Records(Producers.patient(ground.bootstrapServers()), lane.input());
                Tap output =
                        Tap.on(ground.bootstrapServers(), lane.output(), Lane.PARTITIONS, (number, record) -> {})) {
            Throughput.measure(records, output, scale.span()).tell(findings, "raw_relay");
        }
    }
}
