package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.registry.core.Card;
import dev.swarmlog.registry.http.ChangeFeed;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.StoredAgent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.BytesDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A registry on a log that lives in memory, and the hands to work it. */
final class RegistryFixture implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final long TICK_MS = 100;

    private final Wire wire;
    private final Discovery discovery = new Discovery(new ChangeFeed(1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RegistryMetrics metrics = new RegistryMetrics(meters);
    private final Map<Bytes, byte[]> changelog = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> env;
    private long changelogRecords;
    private long lostCanaries;
    private long nowMs = START.toEpochMilli();
    private TopologyTestDriver driver;
    private TestInputTopic<String, AgentCard> cards;
    private TestInputTopic<String, Heartbeat> beats;
    private TestInputTopic<String, AgentObservation> observations;
    private TestOutputTopic<String, AgentStatus> statusTopic;
    private TestOutputTopic<String, AgentEvent> eventTopic;
    private TestOutputTopic<String, Alert> alertTopic;
    private TestOutputTopic<Bytes, byte[]> changelogTopic;

    RegistryFixture() {
        this(1);
    }

    /** The driver puts everything into partition 0, whatever the catalogue's number. */
    RegistryFixture(int partitions) {
        this(partitions, Map.of());
    }

    RegistryFixture(Map<String, String> env) {
        this(1, env);
    }

    @SuppressWarnings("NullAway.Init") // by start
    private RegistryFixture(int partitions, Map<String, String> env) {
        this.env = env;
        wire = new Wire(new Topics("", partitions), new InMemorySchemaRegistry());
        start();
    }

    private void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, RegistryService.NAME);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        RegistryConfig config = RegistryConfig.from(Settings.from(env));
        RegistryTopology topology = new RegistryTopology(
                wire,
                metrics,
                discovery,
                new Asked(),
                (record, time) -> record.timestamp(),
                new Restored(Map.copyOf(changelog)));
        driver = new TopologyTestDriver(topology.build(config), properties, Instant.ofEpochMilli(nowMs));
        Topics topics = wire.topics();
        cards = input(topics.registrations);
        beats = input(topics.heartbeats);
        observations = input(topics.observations);
        statusTopic = output(topics.status);
        eventTopic = output(topics.agentEvents);
        alertTopic = output(topics.alerts);
        changelogTopic = driver.createOutputTopic(
                RegistryService.NAME + "-" + RegistryTopology.STORE + "-changelog",
                new BytesDeserializer(),
                new ByteArrayDeserializer());
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), wire.serde(topic).serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), wire.serde(topic).deserializer());
    }

    /** The store of an instance that is started on the changelog of the one before it. */
    private record Restored(Map<Bytes, byte[]> changelog) implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return RegistryTopology.STORE;
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new InMemoryKeyValueStore(RegistryTopology.STORE) {
                @Override
                public void init(StateStoreContext context, StateStore root) {
                    super.init(context, root);
                    changelog.forEach(this::put);
                }
            };
        }

        @Override
        public String metricsScope() {
            return "in-memory";
        }
    }

    /** A new instance of the registry, some time after the last one stopped. */
    void restartAfter(long ms) {
        readChangelog();
        driver.close();
        nowMs += ms;
        start();
    }

    void card(String id, long epoch, Intent intent) {
        pipe(id, avroCard(id, epoch, intent));
    }

    void cardUnder(@Nullable String key, String id) {
        pipe(key, avroCard(id, 1, Intent.JOIN));
    }

    void deleteCard(String id) {
        pipe(id, null);
    }

    private void pipe(@Nullable String key, @Nullable AgentCard card) {
        cards.pipeInput(key, card, Instant.ofEpochMilli(nowMs));
    }

    void beat(String id, long epoch, long sequence) {
        beat(id, epoch, sequence, 0);
    }

    void beat(String id, long epoch, long sequence, int inFlight) {
        pipe(id, epoch, sequence, inFlight, 0);
    }

    /** A beat that the registry reads only now, so long after it was written. */
    void lateBeat(String id, long epoch, long sequence, long ageMs) {
        pipe(id, epoch, sequence, 0, ageMs);
    }

    private void pipe(String id, long epoch, long sequence, int inFlight, long ageMs) {
        beat(
                id,
                Heartbeat.newBuilder()
                        .setEpoch(epoch)
                        .setSequence(sequence)
                        .setSentAtMs(nowMs - ageMs)
                        .setInFlight(inFlight)
                        .build(),
                ageMs);
    }

    /** A beat that tells its totals. */
    void workingBeat(String id, long epoch, long sequence, long completed, long failed) {
        beat(
                id,
                Heartbeat.newBuilder()
                        .setEpoch(epoch)
                        .setSequence(sequence)
                        .setSentAtMs(nowMs)
                        .setCompleted(completed)
                        .setFailed(failed)
                        .setResponseTimeMs(20)
                        .build(),
                0);
    }

    void beat(String id, Heartbeat beat, long ageMs) {
        beats.pipeInput(id, beat, Instant.ofEpochMilli(nowMs - ageMs));
    }

    void observed(String id, long epoch, long completed, long failed, long canariesAnswered) {
        observed(id, avroObservation(id, epoch, completed, failed, canariesAnswered));
    }

    /** Work that was seen to be completed so long ago, and is read of only now. */
    void lateObserved(String id, long epoch, long completed, long ageMs) {
        AgentObservation seen = AgentObservation.newBuilder(avroObservation(id, epoch, completed, 0, 0))
                .setToMs(nowMs - ageMs)
                .build();
        observations.pipeInput(id, seen, Instant.ofEpochMilli(nowMs - ageMs));
    }

    private AgentObservation avroObservation(
            String id, long epoch, long completed, long failed, long canariesAnswered) {
        return AgentObservation.newBuilder()
                .setAgentId(id)
                .setEpoch(epoch)
                .setObserver("router-0")
                .setFromMs(nowMs - 1_000)
                .setToMs(nowMs)
                .setCompleted(completed)
                .setFailedByClass(failed == 0 ? Map.of() : Map.of("RETRYABLE", failed))
                .setTrailingFailures(completed > 0 ? 0 : failed)
                .setLatencyMsMean(completed > 0 ? 15 : -1)
                .setCanariesAnswered(canariesAnswered)
                .build();
    }

    void observed(String key, @Nullable AgentObservation seen) {
        observations.pipeInput(key, seen, Instant.ofEpochMilli(nowMs));
    }

    private final class Asked implements CanaryOutlet {
        @Override
        public void ask(Card card, long number, long atMs) {
            asked.add(card.agentId());
        }

        @Override
        public long lost() {
            return lostCanaries;
        }
    }

    /** A canary could not be written. */
    void loseCanary() {
        lostCanaries++;
    }

    /** Who was asked whether it answers, since the last look. */
    List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    private AgentCard avroCard(String id, long epoch, Intent intent) {
        return AgentCard.newBuilder()
                .setAgentId(id)
                .setEpoch(epoch)
                .setIntent(intent)
                .setCapabilities(List.of(new Capability("echo", "1.0.0")))
                .setConcurrency(4)
                .setInboxPartition(0)
                .setHeartbeatIntervalMs(1_000)
                .setWrittenAtMs(nowMs)
                .build();
    }

    /** Time goes by while the registry looks on. */
    void pass(long ms) {
        for (long left = ms; left > 0; left -= TICK_MS) {
            freeze(Math.min(TICK_MS, left));
        }
    }

    /** Time goes by while the registry does not look. */
    void freeze(long ms) {
        nowMs += ms;
        driver.advanceWallClockTime(Duration.ofMillis(ms));
    }

    long nowMs() {
        return nowMs;
    }

    /** What was written to agents.status since the last look. */
    List<KeyValue<String, AgentStatus>> statusRecords() {
        return statusTopic.readKeyValuesToList();
    }

    List<AgentStatus> statuses() {
        return statusRecords().stream().map(record -> record.value).toList();
    }

    List<String> tombstones() {
        return statusRecords().stream()
                .filter(record -> record.value == null)
                .map(record -> record.key)
                .toList();
    }

    List<AgentEvent> events() {
        return eventTopic.readValuesToList();
    }

    List<Alert> alerts() {
        return alertTopic.readValuesToList();
    }

    List<AgentEventType> eventTypes() {
        return events().stream().map(AgentEvent::getType).toList();
    }

    AgentIndex index() {
        return discovery.index().orElseThrow();
    }

    double meter(String name, String... tags) {
        return meters.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    /** What the store holds; it must be what its changelog says. */
    Map<String, StoredAgent> storedAgents() {
        Map<String, StoredAgent> live = new TreeMap<>();
        try (var all = driver.<String, StoredAgent>getKeyValueStore(RegistryTopology.STORE)
                .all()) {
            all.forEachRemaining(entry -> live.put(entry.key, entry.value));
        }
        return live;
    }

    Map<String, StoredAgent> replayedAgents() {
        readChangelog();
        var values = wire.serde(RegistryCodec.changelog(wire.topics())).deserializer();
        Map<String, StoredAgent> replayed = new TreeMap<>();
        changelog.forEach((key, value) -> replayed.put(
                new String(key.get(), StandardCharsets.UTF_8), values.deserialize(RegistryTopology.STORE, value)));
        return replayed;
    }

    long changelogRecords() {
        readChangelog();
        return changelogRecords;
    }

    private void readChangelog() {
        changelogTopic.readKeyValuesToList().forEach(record -> {
            changelogRecords++;
            if (record.value == null) {
                changelog.remove(record.key);
            } else {
                changelog.put(record.key, record.value);
            }
        });
    }

    @Override
    public void close() {
        driver.close();
    }
}
