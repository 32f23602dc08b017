package dev.swarmlog.bench;

import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.StreamsTuning.Guarantee;
import dev.swarmlog.runtime.StreamsTuning.Order;
import dev.swarmlog.runtime.StreamsTuning.Pace;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What services are compared with: the least that a Streams program does. It passes records on undecoded, with one thread;
 * at least once, unless asked for more.
 *
 * @param storing whether it writes each into a cached store in memory with a changelog before
 * @param relayed counts them
 */
public record RelayTopology(String input, String output, boolean storing, LongAdder relayed) {
    private static final String SOURCE = "input";
    private static final String RELAY = "relay";
    private static final String SINK = "output";
    private static final String STORE = "latest";
    private static final int COMMIT_MS = 100;

    public Service service(Pace pace) {
        return service(Guarantee.AT_LEAST_ONCE, pace);
    }

    public Service service(Guarantee guarantee, Pace pace) {
        return Service.of(
                "relay", new StreamsTuning(guarantee, pace, Order.AS_READ, COMMIT_MS, 1, 0), context -> build());
    }

    private Topology build() {
        Topology topology = new Topology()
                .addSource(
                        SOURCE,
                        Serdes.String().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        input)
                .addProcessor(RELAY, () -> new RelayProcessor(storing, relayed), SOURCE)
                .addSink(
                        SINK,
                        output,
                        Serdes.String().serializer(),
                        Serdes.ByteArray().serializer(),
                        RELAY);
        return storing
                ? topology.addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                                .withCachingEnabled(),
                        RELAY)
                : topology;
    }

    private static final class RelayProcessor implements Processor<String, byte[], String, byte[]> {
        private final boolean storing;
        private final LongAdder relayed;
        private ProcessorContext<String, byte[]> context;
        private @Nullable KeyValueStore<String, byte[]> store;

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
        RelayProcessor(boolean storing, LongAdder relayed) {
            this.storing = storing;
            this.relayed = relayed;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> initialised) {
            context = initialised;
            store = storing ? context.getStateStore(STORE) : null;
        }

        @Override
        public void process(Record<String, byte[]> record) {
            if (store != null) {
                store.put(record.key(), record.value());
            }
            context.forward(record);
            relayed.increment();
        }
    }
}
