package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The serdes of a catalogue's topics over one registry. Thread-safe, and so are the serdes. */
public record Wire(Topics topics, SchemaRegistry registry) {
    /** A serde for the values of a topic. */
    public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return Serdes.serdeFrom(new AvroSerializer<>(topic, registry), new AvroDeserializer<>(topic, registry));
    }

    /** Registers the schemas of all topics: once, when an installation is deployed; repeating it changes nothing. */
    public void registerSchemas() {
        for (Topic<?> topic : topics.all()) {
            registry.register(topic.subject(), PlainSchema.of(topic.schema()));
        }
    }
}
