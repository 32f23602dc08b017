package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.registry.http.ChangeFeed;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads agents.status into the index and tells who listens; the global store that Streams wants for this stays empty.
 * Streams restores with one instance of this and goes on with another, so neither may begin anew.
 */
record IndexProcessor(AgentIndex index, ChangeFeed changes)
        implements Processor<String, @Nullable AgentStatus, Void, Void> {
    @Override
    public void process(Record<String, @Nullable AgentStatus> record) {
        AgentStatus status = record.value();
        String id = status == null ? record.key() : status.getCard().getAgentId();
        if (id == null) {
            return;
        }
        AgentStatus before = index.get(id).orElse(null);
        boolean changed = status == null ? index.remove(id) : index.put(status);
        if (changed) {
            changes.tell(before, status);
        }
    }
}
