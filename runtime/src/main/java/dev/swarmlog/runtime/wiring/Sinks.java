package dev.swarmlog.runtime.wiring;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** What one processor of a topology writes. */
public record Sinks(Topology topology, Wire wire, String processor) {

    public <V extends SpecificRecord> void add(String name, Topic<V> topic) {
        add(name, topic.name(), wire.serde(topic).serializer());
    }

    /** By way of an extractor: Streams lets no sink name a topic that the topology reads. */
    public <V> void add(String name, String topic, Serializer<V> values) {
        topology.addSink(
                name,
                (String key, V value, RecordContext context) -> topic,
                Serdes.String().serializer(),
                values,
                processor);
    }

    /** Replies to whoever asked. Where somebody waits on a topic that is none of the family, anybody may look. */
    public void replies(String name) {
        Topics topics = wire.topics();
        addressed(
                name,
                topics.replies,
                topic -> topics.isReplyTopic(topic) && topics.named(topic).isPresent());
    }

    /** In the partition that the address says, if there is such a one, and otherwise in that of the key. */
    public <V extends SpecificRecord> void addressed(String name, Topic<V> usual, Predicate<String> isAnother) {
        Serializer<V> values = wire.serde(usual).serializer();
        StreamPartitioner<String, Addressed<V>> toItsPartition =
                (topic, key, answer, count) -> answer.partition() < 0 || answer.partition() >= count
                        ? Optional.empty()
                        : Optional.of(Set.of(answer.partition()));
        topology.addSink(
                name,
                (String key, Addressed<V> answer, RecordContext context) ->
                        isAnother.test(answer.topic()) ? answer.topic() : usual.name(),
                Serdes.String().serializer(),
                (topic, answer) -> values.serialize(topic, answer.reply()),
                toItsPartition,
                processor);
    }
}
