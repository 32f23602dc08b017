package dev.swarmlog.coordinator;

import dev.swarmlog.coordinator.core.Census.Member;
import dev.swarmlog.coordinator.session.AgentLives;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last status of every agent, and the roll with it. Streams restores with one instance of this and goes on
 * with another on the same store, so neither may begin anew.
 */
final class CensusProcessor implements Processor<String, @Nullable AgentStatus, Void, Void> {
    private final Overview.Roll roll;
    private final AgentLives lives;
    private KeyValueStore<String, @Nullable AgentStatus> store;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    CensusProcessor(Overview.Roll roll, AgentLives lives) {
        this.roll = roll;
        this.lives = lives;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(CoordinatorTopology.AGENTS);
    }

    @Override
    public void process(Record<String, @Nullable AgentStatus> record) {
        if (record.key() == null) {
            return;
        }
        AgentStatus after = record.value();
        AgentStatus before = store.get(record.key());
        store.put(record.key(), after);
        roll.census().changed(member(before), member(after));
        roll.table().put(record.key(), after == null ? null : CoordinatorCodec.row(after));
        lives.heard(record.key(), after);
    }

    private static @Nullable Member member(@Nullable AgentStatus status) {
        return status == null ? null : CoordinatorCodec.member(status);
    }
}
