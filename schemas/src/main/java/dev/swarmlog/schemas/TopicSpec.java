package dev.swarmlog.schemas;

import dev.swarmlog.schemas.Topic.Retention;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Lets the catalogue read like a list; compacted and of the usual width unless it says otherwise. */
final class TopicSpec<V extends SpecificRecord> {
    private final String name;
    private final Class<V> type;
    private String keyIs = "id";
    private int partitions;
    private Retention retention = new Retention.Compact();
    private boolean stampedByBroker;
    private List<String> writers = List.of();
    private List<String> readers = List.of();

    TopicSpec(String name, Class<V> type, int partitions) {
        this.name = name;
        this.type = type;
        this.partitions = partitions;
    }

    TopicSpec<V> keyedBy(String what) {
        keyIs = what;
        return this;
    }

    TopicSpec<V> partitions(int count) {
        partitions = count;
        return this;
    }

    TopicSpec<V> keptFor(Duration time) {
        retention = new Retention.Delete(time);
        return this;
    }

    TopicSpec<V> stampedByBroker() {
        stampedByBroker = true;
        return this;
    }

    TopicSpec<V> writtenBy(String... who) {
        writers = List.of(who);
        return this;
    }

    TopicSpec<V> readBy(String... who) {
        readers = List.of(who);
        return this;
    }

    Topic<V> holding(String what) {
        return new Topic<>(
                name,
                keyIs,
                type,
                SpecificData.get().getSchema(type),
                partitions,
                retention,
                stampedByBroker,
                writers,
                readers,
                what);
    }
}
