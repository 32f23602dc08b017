package dev.swarmlog.lawless.registry;

import dev.swarmlog.lawless.router.Nosy;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;

/** Badly named, open to all, and at home in Kafka Streams without being a processor. */
public class ThingManager {
    public int count() {
        var stream = new StreamsBuilder().stream("a", Consumed.with(Serdes.String(), Serdes.String()));
        return Nosy.getNeighbour() + stream.hashCode();
    }
}
