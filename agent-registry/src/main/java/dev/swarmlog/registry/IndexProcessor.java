package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads agents.status into the index; the global store that Streams wants for this stays empty. Streams restores with one
 * instance of this and goes on with another, so neither may begin anew.
 */
record IndexProcessor(AgentIndex index) implements Processor<String, @Nullable AgentStatus, Void, Void> {
    @Override
    public void process(Record<String, @Nullable AgentStatus> record) {
        AgentStatus status = record.value();
        if (status != null) {
            index.put(status);
        } else if (record.key() != null) {
            index.remove(record.key());
        }
    }
}
