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
    void refusesWhatTheRegistryWouldRefuse() {
        Agent.Builder builder = Agent.named("a").capability("calc", "v1.0.0");

        assertThatThrownBy(() -> builder.capability("calc", "1.0.0")).hasMessageContaining("once in each version");
        assertThatThrownBy(() -> builder.capability("x".repeat(257), "1.0.0")).hasMessageContaining("at most 256");
        assertThatThrownBy(() -> builder.tags("x".repeat(257))).hasMessageContaining("a tag has at most 256");
        assertThatThrownBy(() -> builder.weight(0)).hasMessageContaining("weight is above 0");
        assertThatThrownBy(() -> builder.weight(Double.NaN)).hasMessageContaining("weight");
        assertThat(builder.handler(context -> Result.nothing())
                        .capabilities()
                        .get(0)
                        .getVersion())
                .isEqualTo("1.0.0");
    }

    @Test
    void aBuilderMayGoOnToDescribeAnotherAgent() {
        Agent.Builder builder = Agent.named("a").capability("calc", "1.0.0");
        Agent first = builder.handler(context -> Result.nothing());

        builder.capability("mail", "1.0.0").concurrency(90);

        assertThat(first.capabilities()).hasSize(1);
        assertThat(first.concurrency()).isEqualTo(1);
        assertThat(first.queueMax()).isEqualTo(16);
    }
}
