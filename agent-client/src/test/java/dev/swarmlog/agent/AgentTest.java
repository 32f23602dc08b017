package dev.swarmlog.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentTest {
    @Test
    void saysWhatIsWrongWithADescription() {
        assertThatThrownBy(() -> Agent.named(" ")).hasMessageContaining("1 to 256 characters");
        assertThatThrownBy(() -> Agent.named("a").capability("calc", "latest"))
                .hasMessageContaining("a semantic version like 1.2.0 is expected for calc, not 'latest'");
        assertThatThrownBy(() -> Agent.named("a").concurrency(0)).hasMessageContaining("concurrency is 1 or more");
        assertThatThrownBy(() -> Agent.named("a").handler(context -> Result.nothing()))
                .hasMessageContaining("agent a has no capability");
    }

    @Test
    void aBuilderMayGoOnToDescribeAnotherAgent() {
        Agent.Builder builder = Agent.named("a").capability("calc", "1.0.0");
        Agent first = builder.handler(context -> Result.nothing());

        builder.capability("mail", "1.0.0").concurrency(9);

        assertThat(first.capabilities()).hasSize(1);
        assertThat(first.concurrency()).isEqualTo(1);
        assertThat(first.queueMax()).isEqualTo(1);
    }
}
