package dev.swarmlog.router;

import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.RoutingDecision;
import dev.swarmlog.v1.RoutingRule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The router's topology between its topics, with hands for agents and clients; time passes when told. */
final class RouterRig implements AutoCloseable {
    static final long START = 1_700_000_000_000L;

    final Topics topics = new Topics("", 1);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Wire wire = new Wire(topics, new InMemorySchemaRegistry());
    private final RouterMeters routerMeters = new RouterMeters(meters);
    private final Telemetry telemetry;
    private final RouterConfig config;
    private final Map<String, byte[]> changelog = new HashMap<>();
    private TopologyTestDriver driver;
    private long statusVersion;

    RouterRig() {
        this(Map.of(), Telemetry.off());
    }

    RouterRig(Map<String, String> env, Telemetry telemetry) {
        Settings settings = Settings.from(env);
        this.config = RouterConfig.from(settings);
        settings.check();
        this.telemetry = telemetry;
        this.driver = driver(Instant.ofEpochMilli(START));
    }

    private TopologyTestDriver driver(Instant now) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "router");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        ServiceContext offline = ServiceContext.offline();
        ServiceContext context = new ServiceContext(offline.config(), wire, telemetry, meters);
        // the driver stamps as writers do, and this rig is the broker
        TimestampExtractor arrivalTime = (record, time) -> record.timestamp();
        return new TopologyTestDriver(
                RouterTopology.build(
                        config,
                        context,
                        routerMeters,
                        new RouterSight(),
                        new RouterTopology.Ground(arrivalTime, restored(), Inboxes.EMPTY)),
                properties,
                now);
    }

    private KeyValueBytesStoreSupplier restored() {
        KeyValueBytesStoreSupplier empty = Stores.inMemoryKeyValueStore(RouterTopology.FLIGHTS);
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return empty.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                KeyValueStore<Bytes, byte[]> store = empty.get();
                changelog.forEach((key, value) -> store.put(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)), value));
                return store;
            }

            @Override
            public String metricsScope() {
                return empty.metricsScope();
            }
        };
    }

    /** The messages of which the changelog holds something by now. */
    Set<String> logged() {
        Set<String> messageIds = new HashSet<>();
        changelog().keySet().forEach(key -> messageIds.add(key.substring(0, key.lastIndexOf('\0'))));
        messageIds.remove("");
        return messageIds;
    }

    private Map<String, byte[]> changelog() {
        TestOutputTopic<String, byte[]> topic = driver.createOutputTopic(
                "router-flights-changelog", new StringDeserializer(), new ByteArrayDeserializer());
        topic.readRecordsToList().forEach(record -> {
            if (record.value() == null) {
                changelog.remove(record.key());
            } else {
                changelog.put(record.key(), record.value());
            }
        });
        return changelog;
    }

    /** What has no form in the changelog, from when it is added. To be called before anything is submitted. */
    Set<String> unwritable() {
        Set<String> messageIds = new HashSet<>();
        FlightCodec form = new FlightCodec(wire, message -> {
            throw new UnsupportedOperationException("nothing was to be read");
        });
        @SuppressWarnings("unchecked") // as the topology builds it
        LiveStore<Flight> flights = (LiveStore<Flight>) driver.getStateStore(RouterTopology.FLIGHTS);
        flights.restore(
                new LiveStore.Codec<>() {
                    @Override
                    public byte[] encode(Flight flight) {
                        if (messageIds.contains(flight.key())) {
                            throw new SerializationException("too odd for the log");
                        }
                        return form.encode(flight);
                    }

                    @Override
                    public Flight decode(String key, ByteBuffer bytes) {
                        return form.decode(key, bytes);
                    }
                },
                now);
        return messageIds;
    }

    /** The router dies, and another takes over from the changelog; agents' status it reads again as it stands there. */
    void restart(AgentStatus... agents) {
        restart(() -> {}, agents);
    }

    void restart(Runnable beforeTheFirstTick, AgentStatus... agents) {
        long nowMs = changelogThenNow();
        driver.close();
        driver = driver(Instant.ofEpochMilli(nowMs));
        for (AgentStatus agent : agents) {
            publish(agent);
        }
        beforeTheFirstTick.run();
        advance(10);
    }

    private long now = START;

    private long changelogThenNow() {
        changelog();
        return now;
    }

    long now() {
        return now;
    }

    void advance(long ms) {
        for (long left = ms; left > 0; left -= 10) {
            long step = Math.min(10, left);
            now += step;
            driver.advanceWallClockTime(Duration.ofMillis(step));
        }
    }

    /** Time passes in one step, as for a process that was stopped. */
    void sleep(long ms) {
        now += ms;
        driver.advanceWallClockTime(Duration.ofMillis(ms));
    }

    AgentStatus agent(String id, String capability, int concurrency) {
        return status(id, 1, capability, concurrency, AgentState.HEALTHY);
    }

    AgentStatus status(String id, long epoch, String capability, int concurrency, AgentState state) {
        AgentCard card = AgentCard.newBuilder()
                .setAgentId(id)
                .setEpoch(epoch)
                .setCapabilities(List.of(new Capability(capability, "1.2.0")))
                .setConcurrency(concurrency)
                .setInboxPartition(0)
                .setWrittenAtMs(now)
                .build();
        return AgentStatus.newBuilder()
                .setCard(card)
                .setState(state)
                .setHealthScore(1.0)
                .setVersion(++statusVersion)
                .setSinceMs(now)
                .setLastSeenMs(now)
                .build();
    }

    AgentStatus join(String id, String capability, int concurrency) {
        AgentStatus status = agent(id, capability, concurrency);
        publish(status);
        return status;
    }

    void publish(AgentStatus status) {
        input(topics.status).pipeInput(status.getCard().getAgentId(), status);
    }

    void rule(String name, int order, String when, UnaryOperator<RoutingRule.Builder> with) {
        rule(
                name,
                with.apply(RoutingRule.newBuilder()
                                .setName(name)
                                .setOrder(order)
                                .setWhen(when))
                        .build());
    }

    /** Without a rule the one of that name is removed. */
    void rule(String name, @Nullable RoutingRule rule) {
        input(topics.rules).pipeInput(name, rule);
    }

    Message message(String id, UnaryOperator<Message.Builder> with) {
        return with.apply(Message.newBuilder()
                        .setMessageId(id)
                        .setType("echo")
                        .setSubmittedAtMs(now)
                        .setReplyTopic(topics.replies.name())
                        .setPayload(ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    /** With the name that follows from the key. */
    Message keyed(String key, UnaryOperator<Message.Builder> with) {
        return message(MessageIds.derived("", key), message -> with.apply(message.setIdempotencyKey(key)));
    }

    void submit(String id) {
        submit(message(id, message -> message));
    }

    void submit(Message message) {
        input(topics.submitted).pipeInput(message.getMessageId(), message);
    }

    void submit(Message message, RecordHeaders headers) {
        input(topics.submitted).pipeInput(new TestRecord<>(message.getMessageId(), message, headers));
    }

    void withdraw(String id, String why) {
        submit(withdrawal(id, with -> with.setWithdrawal(why)));
    }

    Message withdrawal(String id, UnaryOperator<Message.Builder> with) {
        return message(
                id,
                plain -> with.apply(plain.setType("swarmlog.withdrawal")
                        .setWithdrawal("changed my mind")
                        .setReplyTopic("")
                        .setPayload(ByteBuffer.allocate(0))));
    }

    Outcome outcome(Delivery delivery, OutcomeStatus status, UnaryOperator<Outcome.Builder> with) {
        return with.apply(Outcome.newBuilder()
                        .setDeliveryId(delivery.getDeliveryId())
                        .setMessageId(delivery.getMessageId())
                        .setAgentId(delivery.getAgentId())
                        .setAgentEpoch(delivery.getAgentEpoch())
                        .setAttempt(delivery.getAttempt())
                        .setFence(delivery.getFence())
                        .setStatus(status)
                        .setAtMs(now))
                .build();
    }

    void complete(Delivery delivery) {
        answer(outcome(
                delivery,
                OutcomeStatus.COMPLETED,
                with -> with.setResult(
                        ByteBuffer.wrap(("done by " + delivery.getAgentId()).getBytes(StandardCharsets.UTF_8)))));
    }

    void fail(Delivery delivery, ErrorClass errorClass) {
        answer(outcome(
                delivery,
                OutcomeStatus.FAILED,
                with -> with.setErrorClass(errorClass).setError("oops")));
    }

    void progress(Delivery delivery) {
        answer(outcome(delivery, OutcomeStatus.PROGRESS, with -> with));
    }

    void answer(Outcome outcome) {
        answer(outcome, new RecordHeaders());
    }

    void answer(Outcome outcome, RecordHeaders headers) {
        answer(outcome, headers, now);
    }

    /** It came into the log then, and is read now. */
    void answer(Outcome outcome, long toldMs) {
        answer(outcome, new RecordHeaders(), toldMs);
    }

    private void answer(Outcome outcome, RecordHeaders headers, long toldMs) {
        input(topics.outcomes).pipeInput(new TestRecord<>(outcome.getMessageId(), outcome, headers, toldMs));
    }

    List<Delivery> deliveries() {
        return output(topics.deliveries).readValuesToList();
    }

    List<TestRecord<String, Delivery>> deliveryRecords() {
        return output(topics.deliveries).readRecordsToList();
    }

    Delivery delivery() {
        List<Delivery> deliveries = deliveries();
        if (deliveries.size() != 1) {
            throw new AssertionError("one delivery is expected, found " + deliveries);
        }
        return deliveries.getFirst();
    }

    List<Reply> replies() {
        return output(topics.replies).readValuesToList();
    }

    List<TestRecord<String, Reply>> replyRecords() {
        return output(topics.replies).readRecordsToList();
    }

    Reply reply() {
        List<Reply> replies = replies();
        if (replies.size() != 1) {
            throw new AssertionError("one reply is expected, found " + replies);
        }
        return replies.getFirst();
    }

    /** The message that a dead letter holds. */
    Message submitted(DeadLetter letter) {
        byte[] value = new byte[letter.getValue().remaining()];
        letter.getValue().duplicate().get(value);
        return wire.serde(topics.submitted).deserializer().deserialize(topics.submitted.name(), value);
    }

    List<DeadLetter> deadLetters() {
        return output(topics.deadLetters).readValuesToList();
    }

    List<AgentObservation> observations() {
        return output(topics.observations).readValuesToList();
    }

    List<RoutingDecision> decisions() {
        return output(topics.decisions).readValuesToList();
    }

    List<Alert> alerts() {
        return output(topics.alerts).readValuesToList();
    }

    double metered(String name, String... tags) {
        return meters.get("swarmlog.router." + name)
                .tags(tags)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), wire.serde(topic).serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), wire.serde(topic).deserializer());
    }

    @Override
    public void close() {
        driver.close();
    }
}
