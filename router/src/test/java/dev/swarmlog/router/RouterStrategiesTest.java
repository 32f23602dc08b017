package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Location;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Routing;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Strategies as messages ask for them, through the topology. What each does by itself is in the tests of core.strategy. */
final class RouterStrategiesTest {
    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void join(String id, Consumer<AgentCard.Builder> with) {
        AgentStatus status = rig.status(id, 1, "echo", 4, AgentState.HEALTHY);
        AgentCard.Builder card = AgentCard.newBuilder(status.getCard());
        with.accept(card);
        rig.publish(AgentStatus.newBuilder(status).setCard(card.build()).build());
    }

    private static Routing by(String strategy) {
        return Routing.newBuilder().setStrategy(strategy).build();
    }

    /** Sends so many that do the same and lets each be answered before the next; who got them. */
    private Set<String> sent(int messages, Routing routing) {
        Set<String> agents = new TreeSet<>();
        for (int i = 0; i < messages; i++) {
            String id = routing.getStrategy() + rig.hashCode() + "-" + i + "-" + System.identityHashCode(routing);
            rig.submit(rig.message(id, with -> with.setRouting(routing).setAttributes(Map.of("lang", "de"))));
            Delivery delivery = rig.delivery();
            agents.add(delivery.getAgentId());
            rig.complete(delivery);
        }
        return agents;
    }

    @Test
    void everyStrategyRoutesInWhateverCaseItIsWritten() {
        rig.join("a", "echo", 4);
        rig.join("b", "echo", 4);

        for (StrategyName name : StrategyName.values()) {
            if (name != StrategyName.BROADCAST) {
                assertThat(sent(3, by(name.name().toLowerCase(Locale.ROOT)))).isNotEmpty();
            }
        }
    }

    @Test
    void theCardDecidesWhereAStrategyGoesByIt() {
        join("light", card -> card.setWeight(1));
        join("heavy", card -> card.setWeight(2));
        join("german", card -> card.setTags(List.of("lang=de")).setWeight(0.5));

        assertThat(sent(5, by("FAILOVER"))).containsOnly("heavy");
        assertThat(sent(5, by("CONTENT_BASED"))).containsOnly("german");
        assertThat(sent(12, by("WEIGHTED"))).containsOnly("light", "heavy", "german");
        assertThat(sent(3, by("ROUND_ROBIN"))).containsOnly("light", "heavy", "german");
    }

    @Test
    void aKeyStaysWhereItIs() {
        for (int i = 0; i < 10; i++) {
            rig.join("a" + i, "echo", 4);
        }
        Routing keyed = Routing.newBuilder()
                .setStrategy("AFFINITY")
                .setAffinityKey("conversation")
                .build();

        Set<String> first = sent(5, keyed);
        rig.join("b", "echo", 4);

        assertThat(first).hasSize(1);
        assertThat(sent(5, keyed)).isEqualTo(first);
        assertThat(sent(40, by("AFFINITY")))
                .as("without a key messages are all different")
                .hasSizeGreaterThan(3);
    }

    @Test
    void theMessagesZoneGoesBeforeTheRouters() {
        try (RouterRig here = new RouterRig(Map.of("SWARMLOG_ROUTER_ZONE", "z1"), Telemetry.off())) {
            for (String zone : List.of("z1", "z2")) {
                AgentStatus status = here.status("in-" + zone, 1, "echo", 4, AgentState.HEALTHY);
                AgentCard card = AgentCard.newBuilder(status.getCard())
                        .setLocation(new Location("", zone))
                        .build();
                here.publish(AgentStatus.newBuilder(status).setCard(card).build());
            }

            here.submit("m1");
            assertThat(here.delivery().getAgentId()).isEqualTo("in-z1");
            here.submit(here.message(
                    "m2",
                    with -> with.setRouting(Routing.newBuilder().setZone("z2").build())));
            assertThat(here.delivery().getAgentId()).isEqualTo("in-z2");
        }
    }

    @Test
    void whatIsNotUrgentLeavesRoomAndDoesNotStandInTheWay() {
        rig.join("a", "echo", 4);
        Routing byPriority = by("PRIORITY");
        for (int i = 0; i < 5; i++) {
            rig.submit(
                    rig.message("low" + i, with -> with.setRouting(byPriority).setPriority(Priority.LOW)));
        }
        assertThat(rig.deliveries()).hasSize(2);

        rig.submit(rig.message("high", with -> with.setRouting(byPriority).setPriority(Priority.HIGH)));
        assertThat(rig.delivery().getMessageId()).isEqualTo("high");
    }

    /** The agent's room is never less than full of HIGH, of which more wait; without ageing LOW waits for ever. */
    @Test
    void whatIsNotUrgentBecomesSoAsItWaits() {
        rig.join("a", "echo", 4);
        Routing byPriority = by("PRIORITY");
        ArrayDeque<Delivery> worked = new ArrayDeque<>();
        int high = 0;
        for (; high < 8; high++) {
            submit("high" + high, byPriority, Priority.HIGH);
        }
        submit("low", byPriority, Priority.LOW);
        long beganMs = rig.now();
        worked.addAll(rig.deliveries());

        while (worked.stream().noneMatch(delivery -> delivery.getMessageId().equals("low"))) {
            assertThat(rig.now() - beganMs).as("waited").isLessThan(30_000);
            rig.complete(worked.remove());
            submit("high" + high++, byPriority, Priority.HIGH);
            rig.advance(100);
            worked.addAll(rig.deliveries());
        }

        assertThat(rig.now() - beganMs).isGreaterThan(10_000);
    }

    private void submit(String id, Routing routing, Priority priority) {
        rig.submit(rig.message(id, with -> with.setRouting(routing).setPriority(priority)));
    }
}
