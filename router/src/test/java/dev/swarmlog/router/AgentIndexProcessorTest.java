package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AgentIndexProcessorTest {
    @Test
    void aRecordWithNeitherKeyNorValueIsPassedOver() {
        AgentIndex index = new AgentIndex();

        new AgentIndexProcessor(index, new SharedLoads(1))
                .process(new Record<String, @Nullable AgentStatus>(null, null, 0));

        assertThat(index.size()).isZero();
    }
}
