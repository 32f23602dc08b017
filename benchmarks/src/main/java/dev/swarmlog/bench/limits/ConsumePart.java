package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.CpuTime;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.crew.Producers;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How many records one consumer reads, from the beginning again and again: they are in the machine's memory. */
final class ConsumePart implements Part {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final LimitsScale scale;

    ConsumePart(LimitsScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "consume";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        Lane lane = Lane.make(ground, name());
        try (Records records = new Records(Producers.patient(ground.bootstrapServers()), lane.input())) {
            records.send(scale.records());
            records.flush();
        }
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                ground.bootstrapServers(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(lane.inputPartitions());
            read(consumer, Math.min(scale.seconds(), scale.warmUp().secondsMin()));
            double cpuBegin = CpuTime.ofAll();
            long begin = System.nanoTime();
            long came = read(consumer, scale.seconds());
            findings.figure("raw_consume_per_s", came * 1e9 / (System.nanoTime() - begin));
            findings.figure("raw_consume_cpu_all_us", (CpuTime.ofAll() - cpuBegin) / 1e3 / Math.max(1, came));
        }
    }

    private long read(KafkaConsumer<byte[], byte[]> consumer, int seconds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long all = 0;
        while (System.nanoTime() < deadline) {
            consumer.seekToBeginning(consumer.assignment());
            for (long round = 0; round < scale.records() && System.nanoTime() < deadline; ) {
                int came = consumer.poll(POLL).count();
                round += came;
                all += came;
            }
        }
        return all;
    }
}
