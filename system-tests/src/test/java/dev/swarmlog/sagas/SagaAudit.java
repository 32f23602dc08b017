package dev.swarmlog.sagas;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.audit.Finding;
import dev.swarmlog.audit.LogTail;
import dev.swarmlog.audit.Verdict;
import dev.swarmlog.saga.records.AttemptId;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommandKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Mutable and for one thread: reads all topics of sagas, and judges what stands there by what agents did. */
final class SagaAudit implements AutoCloseable {
    private final Topics topics;
    private final LogTail log;
    private final Map<String, SagaTrail> sagas = new HashMap<>();
    private final Map<String, List<Reply>> replies = new HashMap<>();
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> takes = new HashMap<>();

    SagaAudit(ClusterConfig cluster) {
        Wire wire = cluster.wire();
        topics = wire.topics();
        on(wire, topics.sagaEvents, (record, event) -> trail(record.key()).add(event, record.value()));
        on(wire, topics.sagaStatus, (record, status) -> trail(record.key()).add(status));
        on(wire, topics.sagaCommands, (record, command) -> {
            if (command.getKind() == SagaCommandKind.START) {
                trail(record.key()).starts.add(command);
            }
        });
        on(
                wire,
                topics.replies,
                (record, reply) -> replies.computeIfAbsent(reply.getMessageId(), id -> new ArrayList<>())
                        .add(reply));
        on(wire, topics.submitted, (record, message) -> {
            AttemptId id = AttemptId.parse(message.getMessageId());
            if (id != null && message.getWithdrawal().isEmpty()) {
                trail(id.sagaId())
                        .asked
                        .computeIfAbsent(message.getMessageId(), asked -> new ArrayList<>())
                        .add(StandardCharsets.UTF_8
                                .decode(message.getPayload().duplicate())
                                .toString());
            }
        });
        log = new LogTail(cluster, List.copyOf(takes.keySet()));
    }

    private <V extends SpecificRecord> void on(
            Wire wire, Topic<V> topic, BiConsumer<ConsumerRecord<String, byte[]>, V> take) {
        Deserializer<V> form = wire.serde(topic).deserializer();
        takes.put(topic.name(), record -> {
            V value = form.deserialize(record.topic(), record.value());
            if (value == null) {
                trail(record.key()).forget();
            } else {
                take.accept(record, value);
            }
        });
    }

    private SagaTrail trail(String id) {
        return sagas.computeIfAbsent(id, SagaTrail::new);
    }

    /** Reads what was written since the last time. */
    SagaAudit catchUp() {
        log.catchUp(record -> {
            Consumer<ConsumerRecord<String, byte[]>> take = takes.get(record.topic());
            if (take != null) {
                take.accept(record);
            }
        });
        return this;
    }

    /** Those that were started and neither ended nor need a person, as of what was read. */
    List<SagaTrail> open() {
        return sagas.values().stream().filter(SagaTrail::isOpen).toList();
    }

    /** Those whose status is behind their history, as of what was read. */
    List<SagaTrail> unshown() {
        return sagas.values().stream()
                .filter(trail -> !new SagaLaws(sagas, replies, new Deeds(Map.of())).shown(trail))
                .toList();
    }

    /** The history of the saga that took longest of those that ended. */
    String slowest() {
        return sagas.values().stream()
                .max(Comparator.comparingLong(SagaTrail::tookMs))
                .map(trail -> trail.id + " " + trail)
                .orElse("");
    }

    /** The judgement on what was read so far. */
    Verdict<SagaLaw, SagaFigures> verdict(Deeds deeds) {
        SagaLaws laws = new SagaLaws(sagas, replies, deeds);
        List<Finding<SagaLaw>> findings = new ArrayList<>();
        sagas.values().forEach(trail -> findings.addAll(laws.of(trail)));
        return new Verdict<>(findings, SagaFigures.of(sagas.values(), deeds));
    }

    @Override
    public void close() {
        log.close();
    }
}
