package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps the index as agents.status says; Streams runs it over the whole topic before it starts the tasks. */
record AgentIndexProcessor(AgentIndex index) implements Processor<String, AgentStatus, Void, Void> {
    @Override
    public void process(Record<String, AgentStatus> record) {
        if (record.value() == null) {
            index.remove(record.key());
        } else {
            index.put(record.value());
        }
    }
}
