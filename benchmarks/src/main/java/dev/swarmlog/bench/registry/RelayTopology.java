package dev.swarmlog.bench.registry;

import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
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

/**
 * What the registry is compared with: the least that a Streams program with state does. It takes the same records, writes
 * each into a cached store in memory with a changelog, and passes it on undecoded, at least once and tuned for throughput.
 */
record RelayTopology(LongAdder relayed) {
    static final String OUTPUT = "relayed";

    private static final String SOURCE = "beats";
    private static final String RELAY = "relay";
    private static final String STORE = "latest";
    private static final int COMMIT_MS = 100;

    Service service(String output) {
        return Service.of(
                "relay",
                new StreamsTuning(Guarantee.AT_LEAST_ONCE, Pace.THROUGHPUT, Order.AS_READ, COMMIT_MS, 1, 0),
                context -> build(context, output));
    }

    private Topology build(ServiceContext context, String output) {
        return new Topology()
                .addSource(
                        SOURCE,
                        Serdes.String().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        context.topics().heartbeats.name())
                .addProcessor(RELAY, () -> new RelayProcessor(relayed), SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                                .withCachingEnabled(),
                        RELAY)
                .addSink(
                        OUTPUT,
                        output,
                        Serdes.String().serializer(),
                        Serdes.ByteArray().serializer(),
                        RELAY);
    }

    private static final class RelayProcessor implements Processor<String, byte[], String, byte[]> {
        private final LongAdder relayed;
        private ProcessorContext<String, byte[]> context;
        private KeyValueStore<String, byte[]> store;

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
        RelayProcessor(LongAdder relayed) {
            this.relayed = relayed;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> initialised) {
            context = initialised;
            store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            store.put(record.key(), record.value());
            context.forward(record);
            relayed.increment();
        }
    }
}
