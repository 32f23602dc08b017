package dev.swarmlog.audit;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Mutable and for one thread: reads all topics of messages and agents, and judges what stands there. */
public final class Audit implements AutoCloseable {
    private final Topics topics;
    private final Terms terms;
    private final LogTail log;
    private final Map<String, MessageTrail> messages = new HashMap<>();
    private final Map<String, AgentTrail> agents = new HashMap<>();
    private final Map<String, Take> takes = new HashMap<>();

    @FunctionalInterface
    private interface Take {
        void of(ConsumerRecord<String, byte[]> record);
    }

    @FunctionalInterface
    private interface Typed<V> {
        void of(ConsumerRecord<String, byte[]> record, V value);
    }

    private Audit(ClusterConfig cluster, Terms terms) {
        this.terms = terms;
        Wire wire = cluster.wire();
        topics = wire.topics();
        on(wire, topics.submitted, (record, message) -> {
            if (message.getWithdrawal().isEmpty()) {
                trail(message.getMessageId()).add(message, terms.attemptsMax());
            }
        });
        on(wire, topics.deliveries, (record, delivery) -> {
            if (!Canary.isCanary(delivery.getMessageId())
                    && delivery.getWithdrawal().isEmpty()) {
                trail(delivery.getMessageId()).add(delivery);
            }
        });
        on(wire, topics.outcomes, (record, outcome) -> {
            // without a message it is a router's mark
            if (!outcome.getMessageId().isEmpty() && !Canary.isCanary(outcome.getMessageId())) {
                trail(outcome.getMessageId()).add(outcome);
            }
        });
        on(wire, topics.replies, (record, reply) -> trail(reply.getMessageId()).add(reply));
        on(wire, topics.deadLetters, (record, letter) -> {
            if (letter.getTopic().equals(topics.submitted.name())) {
                trail(StandardCharsets.UTF_8.decode(letter.getKey().duplicate()).toString())
                        .add(letter);
            }
        });
        on(
                wire,
                topics.status,
                (record, status) -> agents.computeIfAbsent(record.key(), id -> new AgentTrail())
                        .add(status, record.timestamp()));
        log = new LogTail(cluster, List.copyOf(takes.keySet()));
    }

    public static Audit of(ClusterConfig cluster, Terms terms) {
        return new Audit(cluster, terms);
    }

    private <V extends SpecificRecord> void on(Wire wire, Topic<V> topic, Typed<V> taking) {
        Deserializer<V> form = wire.serde(topic).deserializer();
        takes.put(topic.name(), record -> {
            V value = form.deserialize(record.topic(), record.value());
            if (value != null) {
                taking.of(record, value);
            }
        });
    }

    private MessageTrail trail(String id) {
        return messages.computeIfAbsent(id, MessageTrail::new);
    }

    /** Reads what was written since the last time. */
    public Audit catchUp() {
        log.catchUp(record -> {
            Take take = takes.get(record.topic());
            if (take != null) {
                take.of(record);
            }
        });
        return this;
    }

    /** How many messages were submitted, as of what was read. */
    public long accepted() {
        return messages.values().stream().filter(trail -> trail.submissions > 0).count();
    }

    /** Those of them that have no end yet. */
    public List<MessageTrail> underWay() {
        return messages.values().stream().filter(MessageTrail::isOpen).toList();
    }

    /** What was read of a message. */
    public MessageTrail message(String messageId) {
        return trail(messageId);
    }

    /** When the agent was declared dead for the first time, by the record's time; empty if it was not. */
    public OptionalLong diedAtMs(String agentId) {
        return agents.getOrDefault(agentId, new AgentTrail()).diedAtMs();
    }

    public boolean wasAccepted(String messageId) {
        MessageTrail trail = messages.get(messageId);
        return trail != null && trail.submissions > 0;
    }

    /** The judgement on what was read so far. */
    public Verdict<Law, Figures> verdict() {
        MessageLaws laws = new MessageLaws(agents, terms);
        Collection<MessageTrail> all = messages.values();
        List<Finding<Law>> findings = new ArrayList<>();
        all.forEach(trail -> findings.addAll(laws.of(trail)));
        findings.addAll(new AgentLaws(terms).of(agents, all));
        return new Verdict<>(findings, Figures.of(all));
    }

    @Override
    public void close() {
        log.close();
    }
}
