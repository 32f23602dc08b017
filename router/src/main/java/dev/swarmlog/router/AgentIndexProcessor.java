package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index as agents.status says, and tells the loads what agents have in hand; Streams runs it over the whole topic
 * before it starts the tasks.
 */
record AgentIndexProcessor(AgentIndex index, SharedLoads loads)
        implements Processor<String, @Nullable AgentStatus, Void, Void> {
    @Override
    public void process(Record<String, @Nullable AgentStatus> record) {
        AgentStatus status = record.value();
        if (status != null) {
            index.put(status);
            loads.reported(
                    status.getCard().getAgentId(), status.getInFlight() + status.getQueued(), record.timestamp());
        } else if (record.key() != null) {
            index.remove(record.key());
        }
    }
}
