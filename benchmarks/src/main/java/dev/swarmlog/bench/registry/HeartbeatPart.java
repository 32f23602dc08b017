package dev.swarmlog.bench.registry;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.RelayTopology;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.registry.RegistryService;
import dev.swarmlog.runtime.StreamsTuning.Pace;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many beats a registry takes, beside its broker and their writer: as fast as it can, then at an even pace. After it
 * the same writer feeds a relay of Streams alone, so that both are measured in one run.
 */
final class HeartbeatPart implements Part {
    private static final String PREFIX = "heartbeats-";
    private static final String BEATS = "swarmlog.registry.heartbeats";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONSUMED_MAX = 3_000_000;

    /** Half a second of what is hoped for: more would hide a registry that falls behind, less would starve it. */
    private static final int WINDOW = 100_000;

    private final Scale scale;

    HeartbeatPart(Scale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "heartbeats";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        findings.setting("agents", scale.agents());
        findings.setting("seconds", scale.seconds());
        findings.setting("warm_up_seconds", scale.warmUpSeconds());
        findings.setting("environment", ServiceRun.setFromOutside());
        Wire wire;
        try (ServiceRun registry = ServiceRun.start(ground, PREFIX, RegistryService::service);
                Herd herd = new Herd(ground.bootstrapServers(), registry.wire(), scale.agents())) {
            wire = registry.wire();
            join(registry, herd);
            atMost(registry, herd, findings);
            atPace(registry, herd, findings);
        }
        relay(ground, wire, findings);
        findings.limit("raw_consume_per_s", consumed(ground, wire.topics()));
    }

    /** Who has joined beats, though not all have. */
    private void join(ServiceRun registry, Herd herd) throws InterruptedException {
        herd.register();
        try (Load load = beating(herd)) {
            Pauses.until(
                    "all agents are healthy",
                    PATIENCE,
                    () -> load.sent() >= scale.agents()
                            && registry.gauged("swarmlog.registry.agents", "state", "HEALTHY") >= scale.agents());
        }
    }

    private void atMost(ServiceRun registry, Herd herd, Findings findings) throws InterruptedException {
        LongSupplier taken = () -> (long) registry.counted(BEATS);
        try (Load load = Load.asFastAsTaken(herd, taken, WINDOW, 2L * herd.size())) {
            TimeUnit.SECONDS.sleep(scale.warmUpSeconds());
            findings.figure("deaths_before", told(registry, "DEAD"));
            findings.figure("suspicions_before", told(registry, "SUSPECTED"));
            Reading before = Reading.of(registry, load);
            TimeUnit.SECONDS.sleep(scale.seconds());
            Reading after = Reading.of(registry, load);
            findings.figure("heartbeats_per_s", after.since(before, Reading::accepted));
            findings.figure("cpu_us_per_heartbeat", after.cpuMicrosPerBeat(before));
            findings.figure("lag_begin", before.lag());
            findings.figure("lag_end", after.lag());
            findings.figure("statuses_per_s", after.since(before, Reading::statuses));
            findings.figure("refused_beats", after.refused() - before.refused());
        }
        findings.limit("statuses_per_s_max", scale.agents());
        catchUp(registry, herd);
    }

    private void atPace(ServiceRun registry, Herd herd, Findings findings) throws InterruptedException {
        try (Load load = Load.offering(herd, scale.offeredPerSecond())) {
            TimeUnit.SECONDS.sleep(Math.min(5, scale.warmUpSeconds()));
            Reading before = Reading.of(registry, load);
            TimeUnit.SECONDS.sleep(scale.seconds());
            Reading after = Reading.of(registry, load);
            findings.figure("paced_heartbeats_per_s", after.since(before, Reading::accepted));
            findings.figure("paced_lag_begin", before.lag());
            findings.figure("paced_lag_end", after.lag());
            findings.figure("paced_statuses_per_s", after.since(before, Reading::statuses));
            findings.figure("false_deaths", told(registry, "DEAD") - findings.figure("deaths_before"));
            findings.figure("false_suspicions", told(registry, "SUSPECTED") - findings.figure("suspicions_before"));
        }
        findings.setting("offered_per_s", scale.offeredPerSecond());
        drain(registry, herd);
    }

    /** How many events of this type it wrote. */
    private static double told(ServiceRun registry, String type) {
        return registry.counted("swarmlog.registry.events", "type", type);
    }

    /** Until the registry took what was sent so far. All beat meanwhile: deaths of the silent would not be false. */
    private static void catchUp(ServiceRun registry, Herd herd) throws InterruptedException {
        long sent = herd.sent();
        try (Load load = beating(herd)) {
            Pauses.until(
                    "beats are taken", PATIENCE, () -> load.sent() >= herd.size() && registry.counted(BEATS) >= sent);
        }
    }

    /** All beat twice as often as they promised. */
    private static Load beating(Herd herd) {
        return Load.offering(herd, 2 * herd.size());
    }

    private static void drain(ServiceRun registry, Herd herd) throws InterruptedException {
        Pauses.until("all beats are taken", PATIENCE, () -> registry.counted(BEATS) >= herd.sent());
    }

    /** The same beats in the same way through a relay, which first catches up with what the registry read. */
    private void relay(Ground ground, Wire wire, Findings findings) throws InterruptedException {
        String output = PREFIX + "relayed";
        make(ground, output, wire.topics().heartbeats.partitions());
        LongAdder relayed = new LongAdder();
        try (ServiceRun run = ServiceRun.start(
                        ground,
                        PREFIX,
                        settings -> new RelayTopology(wire.topics().heartbeats.name(), output, true, relayed)
                                .service(Pace.THROUGHPUT));
                Herd herd = new Herd(ground.bootstrapServers(), run.wire(), scale.agents());
                Load load = Load.asFastAsTaken(herd, relayed::sum, WINDOW, 0)) {
            TimeUnit.SECONDS.sleep(scale.warmUpSeconds());
            Reading before = Reading.of(relayed, load);
            TimeUnit.SECONDS.sleep(scale.seconds());
            Reading after = Reading.of(relayed, load);
            double perSecond = after.since(before, Reading::beats);
            findings.limit("streams_store_relay_per_s", perSecond);
            findings.limit("streams_store_relay_cpu_us", after.cpuMicrosPerBeat(before));
            findings.ratio("ratio_to_streams_store", findings.figure("heartbeats_per_s") / perSecond);
        }
    }

    private static void make(Ground ground, String topic, int partitions) throws InterruptedException {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) ground.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make " + topic, e.getCause());
        }
    }

    /** What one plain consumer reads of the same records. */
    private static double consumed(Ground ground, Topics topics) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, ground.bootstrapServers());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, topics.heartbeats.partitions())
                    .mapToObj(partition -> new TopicPartition(topics.heartbeats.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long wanted = Math.min(end / 2, CONSUMED_MAX);
            long read = 0;
            long startNanos = System.nanoTime();
            while (read < wanted) {
                read += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return read * 1e9 / (System.nanoTime() - startNanos);
        }
    }
}
