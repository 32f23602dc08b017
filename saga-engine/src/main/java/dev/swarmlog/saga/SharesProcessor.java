package dev.swarmlog.saga;

import dev.swarmlog.saga.deployed.Shares;
import dev.swarmlog.v1.Improvement;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the shares as improvements.status says; Streams runs it over the whole topic before it starts the tasks. */
record SharesProcessor(Shares shares) implements Processor<String, @Nullable Improvement, Void, Void> {
    @Override
    public void process(Record<String, @Nullable Improvement> record) {
        if (record.key() != null) {
            shares.put(record.key(), record.value());
        }
    }
}
