package dev.swarmlog.saga;

import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.v1.SagaDefinition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the definitions as sagas.definitions says; Streams runs it over the whole topic before it starts the tasks. */
record DefinitionsProcessor(Deployments definitions)
        implements Processor<String, @Nullable SagaDefinition, Void, Void> {
    @Override
    public void process(Record<String, @Nullable SagaDefinition> record) {
        if (record.key() != null) {
            definitions.put(record.key(), record.value());
        }
    }
}
