package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the index as agents.status says; Streams runs it over the whole topic before it starts the tasks. */
record AgentIndexProcessor(AgentIndex index) implements Processor<String, @Nullable AgentStatus, Void, Void> {
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
