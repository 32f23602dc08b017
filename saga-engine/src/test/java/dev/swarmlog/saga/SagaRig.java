package dev.swarmlog.saga;

import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.store.Haste;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.saga.checkpoint.CheckpointCodec;
import dev.swarmlog.saga.checkpoint.DamagedCheckpoint;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

/** A saga-engine on a log that lives in memory, and the hands to work it. */
final class SagaRig implements AutoCloseable {
    static final String ME = "messages.replies";
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final Wire wire = new Wire(new Topics("", 1), new InMemorySchemaRegistry());
    private final Map<Bytes, byte[]> stored = new LinkedHashMap<>();
    private final Map<String, SagaDefinition> deployed = new LinkedHashMap<>();
    private final Map<String, Improvement> improvements = new LinkedHashMap<>();
    private final List<byte[]> events = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Message> withdrawals = new ArrayList<>();
    private final Map<String, @Nullable SagaStatus> status = new LinkedHashMap<>();
    private final Map<String, String> env;
    private final List<Message> ahead = new ArrayList<>();
    private int settled;
    private long nowMs = START.toEpochMilli();
    private TopologyTestDriver driver;
    private SimpleMeterRegistry meters;

    SagaRig() {
        this(Map.of());
    }

    @SuppressWarnings("NullAway.Init") // by start
    SagaRig(Map<String, String> env) {
        this.env = env;
        wire.registerSchemas();
        start();
    }

    private void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, SagaService.NAME);
        SagaConfig config = SagaConfig.from(Settings.from(env));
        meters = new SimpleMeterRegistry();
        Definitions reader = new Definitions();
        SagaProcessor.Parts parts = new SagaProcessor.Parts(
                config,
                wire,
                new Deployments(source -> SagaService.read(reader, source), SagaLimits.DEFAULT, 100),
                Telemetry.off().spans("test"),
                new SagaMeters(meters),
                () -> new Sent(),
                new Haste());
        driver = new TopologyTestDriver(
                new SagaTopology(parts, new Kept()).build(), properties, Instant.ofEpochMilli(nowMs));
        deployed.values().forEach(this::write);
        improvements.values().forEach(this::write);
    }

    /** As if another producer wrote them at once; a commit without a word on them is a fault. */
    private final class Sent implements Ahead {
        @Override
        public void send(Message message, Headers headers) {
            ahead.add(message);
        }

        @Override
        public void settle() {
            settled = ahead.size();
        }

        @Override
        public void close() {}
    }

    /** What was sent ahead of its commit. */
    List<Message> ahead() {
        if (settled != ahead.size()) {
            throw new AssertionError("a commit did not wait for what was sent ahead of it");
        }
        return ahead;
    }

    /** What the changelog of a real cluster would bring back. */
    private final class Kept implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return SagaTopology.SAGAS;
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new InMemoryKeyValueStore(SagaTopology.SAGAS) {
                @Override
                public void init(StateStoreContext context, StateStore root) {
                    super.init(context, root);
                    stored.forEach(super::put);
                }

                @Override
                public synchronized void put(Bytes key, byte[] value) {
                    super.put(key, value);
                    stored.put(key, value);
                }

                @Override
                public synchronized byte[] delete(Bytes key) {
                    stored.remove(key);
                    return super.delete(key);
                }
            };
        }

        @Override
        public String metricsScope() {
            return "in-memory";
        }
    }

    /** The engine dies, and another one begins on what the log holds. */
    void crash() {
        drain();
        driver.close();
        start();
    }

    /** Spoils what is stored of a saga, and lets another engine begin on it. */
    void damage(String sagaId) {
        byte[] bytes = bytes(sagaId);
        bytes[bytes.length - 3] ^= 1;
        crash();
    }

    Saga saga(String sagaId) {
        try {
            return CheckpointCodec.read(sagaId, bytes(sagaId)).saga();
        } catch (DamagedCheckpoint e) {
            throw new AssertionError(e);
        }
    }

    private byte[] bytes(String sagaId) {
        return Objects.requireNonNull(stored.get(Bytes.wrap(sagaId.getBytes(StandardCharsets.UTF_8))));
    }

    List<byte[]> stored() {
        return List.copyOf(stored.values());
    }

    void deploy(String yaml) {
        SagaDefinition made = new SagaDefinition(
                name(yaml, "name"), name(yaml, "version"), "application/yaml", yaml, "x", "test", nowMs);
        deployed.put(made.getName() + "@" + made.getVersion(), made);
        write(made);
    }

    void improve(Improvement said) {
        improvements.put(said.getId(), said);
        write(said);
    }

    private void write(Improvement said) {
        input(wire.topics().improvementStatus).pipeInput(said.getId(), said);
    }

    private void write(SagaDefinition made) {
        input(wire.topics().sagaDefinitions).pipeInput(made.getName() + "@" + made.getVersion(), made);
    }

    private static String name(String yaml, String field) {
        for (String line : yaml.split("\n", -1)) {
            if (line.strip().startsWith(field + ":")) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        throw new IllegalArgumentException("no " + field);
    }

    SagaCommand.Builder command(SagaCommandKind kind, String sagaId) {
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(sagaId)
                .setReplyTopic(ME)
                .setCorrelationKey(kind + " " + sagaId)
                .setSentAtMs(nowMs);
    }

    void send(SagaCommand.Builder command) {
        SagaCommand built = command.build();
        input(wire.topics().sagaCommands).pipeInput(built.getSagaId(), built, nowMs);
    }

    void start(String name, String sagaId, String json) {
        send(command(SagaCommandKind.START, sagaId).setName(name).setJson(json));
    }

    void reply(Reply reply) {
        input(wire.topics().sagaReplies).pipeInput("any", reply, nowMs);
    }

    /** Lets agents do all there is to do, until there is no more. */
    List<String> work(Function<Message, Reply> agents) {
        List<String> done = new ArrayList<>();
        for (List<Message> batch = takeMessages(); !batch.isEmpty(); batch = takeMessages()) {
            for (Message message : batch) {
                done.add(message.getType());
                reply(agents.apply(message));
            }
        }
        return done;
    }

    static Reply did(Message message, String json) {
        return reply(message, ReplyStatus.COMPLETED, ErrorClass.NONE, "", json);
    }

    static Reply failed(Message message, ErrorClass why, String error) {
        return reply(message, ReplyStatus.FAILED, why, error, "");
    }

    /** It was taken back, and its agent said that it was not done, or nothing. */
    static Reply withdrawn(Message message, boolean inDoubt) {
        return Reply.newBuilder(reply(message, ReplyStatus.WITHDRAWN, ErrorClass.NONE, "too late", ""))
                .setInDoubt(inDoubt)
                .build();
    }

    private static Reply reply(Message message, ReplyStatus status, ErrorClass why, String error, String json) {
        return Reply.newBuilder()
                .setMessageId(message.getMessageId())
                .setStatus(status)
                .setErrorClass(why)
                .setError(error)
                .setAgentId("agent-1")
                .setUsage(new Usage(3L, 4L, 5L))
                .setSubmittedAtMs(message.getSubmittedAtMs())
                .setRepliedAtMs(message.getSubmittedAtMs())
                .setResult(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** What the engine that runs now shows. */
    double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    void pass(Duration time) {
        nowMs += time.toMillis();
        driver.advanceWallClockTime(time);
    }

    private void drain() {
        TestOutputTopic<String, byte[]> raw = driver.createOutputTopic(
                wire.topics().sagaEvents.name(), new StringDeserializer(), new ByteArrayDeserializer());
        events.addAll(raw.readValuesToList());
        for (Message submitted : output(wire.topics().submitted).readValuesToList()) {
            (submitted.getWithdrawal().isEmpty() ? messages : withdrawals).add(submitted);
        }
        for (KeyValue<String, SagaStatus> each :
                output(wire.topics().sagaStatus).readKeyValuesToList()) {
            status.put(each.key, each.value);
        }
    }

    List<Message> takeMessages() {
        drain();
        List<Message> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    /** What was taken back since the last look. */
    List<Message> takeWithdrawals() {
        drain();
        List<Message> taken = List.copyOf(withdrawals);
        withdrawals.clear();
        return taken;
    }

    /** Replies to whoever asked, since the last look. */
    List<Reply> replies() {
        return output(wire.topics().replies).readValuesToList();
    }

    Reply reply() {
        List<Reply> all = replies();
        if (all.size() != 1) {
            throw new AssertionError("one reply is expected, found " + all);
        }
        return all.get(0);
    }

    /** What budgets were asked and told since the last look. */
    List<BudgetCommand> budgeted() {
        return output(wire.topics().budgetCommands).readValuesToList();
    }

    List<Alert> alerts() {
        return output(wire.topics().alerts).readValuesToList();
    }

    @Nullable
    SagaStatus status(String sagaId) {
        drain();
        return status.get(sagaId);
    }

    boolean isForgotten(String sagaId) {
        drain();
        return status.containsKey(sagaId) && status.get(sagaId) == null;
    }

    List<byte[]> events() {
        drain();
        return List.copyOf(events);
    }

    SagaEvent event(byte[] record) {
        return wire.serde(wire.topics().sagaEvents).deserializer().deserialize("", record);
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
