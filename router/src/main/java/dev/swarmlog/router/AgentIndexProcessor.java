package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index as agents.status says, and tells the loads what agents have in hand; Streams runs it over the whole topic
 * before it starts the tasks.
 */
final class AgentIndexProcessor implements Processor<String, @Nullable AgentStatus, Void, Void> {
    private final AgentIndex index;
    private final SharedLoads loads;
    private @Nullable ProcessorContext<Void, Void> streams;

    AgentIndexProcessor(AgentIndex index, SharedLoads loads) {
        this.index = index;
        this.loads = loads;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        streams = context;
    }

    @Override
    public void process(Record<String, @Nullable AgentStatus> record) {
        AgentStatus status = record.value();
        if (status != null) {
            if (index.put(status)) {
                loads.reported(status.getCard().getAgentId(), status.getInFlight() + status.getQueued(), nowMs(record));
            }
        } else if (record.key() != null) {
            index.remove(record.key());
        }
    }

    /** Our own time: reports are forgotten by it. */
    private long nowMs(Record<String, @Nullable AgentStatus> record) {
        ProcessorContext<Void, Void> context = streams;
        return context == null ? record.timestamp() : context.currentSystemTimeMs();
    }
}
