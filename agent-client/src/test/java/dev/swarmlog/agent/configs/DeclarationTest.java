package dev.swarmlog.agent.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.Result;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.AgentConfig;
import dev.swarmlog.v1.AgentPrice;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Location;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a declaration. */
class DeclarationTest {
    static {
        TrustedTypes.allow();
    }

    private static AgentConfig.Builder config() {
        return AgentConfig.newBuilder()
                .setAgentId("clerk-1")
                .setDocument("desk")
                .setHandler("calculator")
                .setSettings(Map.of("decimals", "4", "careful", "true", "share", "0.5", "broken", "many"))
                .setCapabilities(List.of(new Capability("reckon", "1.2.0")));
    }

    private static Agent agent(AgentConfig config, HandlerMaker maker) {
        return Declaration.agent(config, maker, command -> CompletableFuture.failedFuture(new AssertionError()));
    }

    @Test
    void itIsTheAgentThatWasDeclared() {
        AgentConfig config = config().setLocation(new Location("eu-west", "a"))
                .setTags(List.of("gpu"))
                .setConcurrency(4)
                .setQueueMax(2)
                .setWeight(2.5)
                .setTimeLimitMs(5_000)
                .setServiceType("desk")
                .build();

        Agent agent = agent(config, settings -> context -> Result.nothing());

        assertThat(agent.id()).isEqualTo("clerk-1");
        assertThat(agent.capabilities()).containsExactly(new Capability("reckon", "1.2.0"));
        assertThat(agent.region() + agent.zone()).isEqualTo("eu-westa");
        assertThat(agent.tags()).containsExactly("gpu");
        assertThat(agent.concurrency()).isEqualTo(4);
        assertThat(agent.queueMax()).isEqualTo(2);
        assertThat(agent.weight()).isEqualTo(2.5);
        assertThat(agent.timeLimit()).hasMillis(5_000);
        assertThat(agent.mode()).isEqualTo(Agent.Mode.LAZY);
    }

    @Test
    void settingsAreReadAsWhatTheyShallBe() {
        AgentSettings settings = new AgentSettings(config().setModel("small").build());

        assertThat(settings.model()).isEqualTo("small");
        assertThat(settings.whole("decimals", 0)).isEqualTo(4);
        assertThat(settings.number("share", 1)).isEqualTo(0.5);
        assertThat(settings.truth("careful", false)).isTrue();
        assertThat(settings.text("none", "usual")).isEqualTo("usual");
        assertThatThrownBy(() -> settings.text("none")).hasMessage("agent clerk-1 has no setting 'none'");
        assertThatThrownBy(() -> settings.whole("broken", 0))
                .hasMessage("setting 'broken' of agent clerk-1: a whole number is expected, not 'many'");
    }

    @Test
    void aHandlerThatCannotBeMadeIsNotTheMessagesFault() {
        Agent agent = agent(config().build(), settings -> {
            throw new IllegalArgumentException("no model");
        });

        assertThatThrownBy(agent::makeHandler)
                .isInstanceOfSatisfying(
                        AgentFailure.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.RETRYABLE))
                .hasMessageContaining("agent clerk-1 could not be made by handler calculator", "no model");
    }

    @Test
    void aResultThatDoesNotSayWhatItCostIsPriced() {
        AgentPrice price = new AgentPrice(250_000L, 1_250_000L, 2_000L);

        assertThat(Declaration.priced(price, Result.nothing()).usage().getCostMicros())
                .isEqualTo(2_000);
        assertThat(Declaration.priced(price, Result.nothing().using(1_000, 1, 0))
                        .usage()
                        .getCostMicros())
                .as("251.25 millionths, rounded up, and the call")
                .isEqualTo(252 + 2_000);
        assertThat(Declaration.priced(price, Result.nothing().using(1, 1, 7))
                        .usage()
                        .getCostMicros())
                .isEqualTo(7);
        assertThat(Declaration.priced(price, Result.nothing().using(Long.MAX_VALUE, Long.MAX_VALUE, 0))
                        .usage()
                        .getCostMicros())
                .isEqualTo(Long.MAX_VALUE);
    }
}
