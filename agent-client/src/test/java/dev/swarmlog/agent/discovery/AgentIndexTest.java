package dev.swarmlog.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AgentIndexTest {
    private final AgentIndex index = new AgentIndex();

    @Test
    void findsByCapabilityAndVersion() {
        index.put(Statuses.of("old").can("calc", "1.0.0").build());
        index.put(Statuses.of("new").can("calc", "1.3.0").build());
        index.put(Statuses.of("other").can("mail", "1.3.0").build());

        assertThat(ids(AgentQuery.capable("calc"))).containsExactly("new", "old");
        assertThat(ids(AgentQuery.capable("calc").inVersions("^1.2"))).containsExactly("new");
        assertThat(ids(AgentQuery.capable("fly"))).isEmpty();
    }

    @Test
    void anAgentMayOfferSeveralVersionsOfOneCapability() {
        index.put(Statuses.of("both").can("calc", "1.0.0").can("calc", "2.0.0").build());

        assertThat(ids(AgentQuery.capable("calc").inVersions("^1"))).containsExactly("both");
        assertThat(ids(AgentQuery.capable("calc").inVersions("^2"))).containsExactly("both");
        assertThat(ids(AgentQuery.capable("calc"))).containsExactly("both");
    }

    @Test
    void leavesOutWhoCannotTakeWork() {
        for (AgentState state : AgentState.values()) {
            index.put(Statuses.of(state.name()).can("calc", "1.0.0").is(state).build());
        }

        assertThat(ids(AgentQuery.capable("calc"))).containsExactlyInAnyOrder("HEALTHY", "DEGRADED");
        assertThat(ids(AgentQuery.capable("calc").inStates(Set.of(AgentState.DEAD))))
                .containsExactly("DEAD");
        assertThat(index.find(AgentQuery.anyone().inStates(AgentQuery.ANY_STATE)))
                .hasSize(AgentState.values().length);
    }

    @Test
    void ranksByHealthThenLoadThenName() {
        index.put(Statuses.of("weak").health(0.5).build());
        index.put(Statuses.of("busy").load(3, 4).build());
        index.put(Statuses.of("b-idle").load(0, 4).build());
        index.put(Statuses.of("a-idle").load(0, 4).build());

        assertThat(ids(AgentQuery.anyone())).containsExactly("a-idle", "b-idle", "busy", "weak");
        assertThat(ids(AgentQuery.anyone().limitedTo(2))).containsExactly("a-idle", "b-idle");
        assertThat(ids(AgentQuery.anyone().withHealthOf(0.6))).doesNotContain("weak");
    }

    @Test
    void nearestComesFirstWhateverItsHealth() {
        index.put(Statuses.of("far").at("us", "a").build());
        index.put(Statuses.of("near").at("eu", "b").health(0.6).build());
        index.put(Statuses.of("here").at("eu", "a").health(0.5).build());

        assertThat(ids(AgentQuery.anyone().nearestTo("eu", "a"))).containsExactly("here", "near", "far");
        assertThat(ids(AgentQuery.anyone().at("eu", ""))).containsExactly("near", "here");
        assertThat(ids(AgentQuery.anyone().at("eu", "a"))).containsExactly("here");
    }

    @Test
    void aChangedCardIsFoundByTheNewAndNotTheOld() {
        index.put(Statuses.of("a").can("calc", "1.0.0").tagged("gpu").build());

        index.put(Statuses.of("a")
                .can("mail", "1.0.0")
                .tagged("cpu")
                .version(1, 2)
                .build());

        assertThat(ids(AgentQuery.capable("calc"))).isEmpty();
        assertThat(ids(AgentQuery.anyone().tagged("gpu"))).isEmpty();
        assertThat(ids(AgentQuery.capable("mail").tagged("cpu"))).containsExactly("a");
    }

    @Test
    void anOlderStatusNeverOverridesANewerOne() {
        index.put(Statuses.of("a").version(5, 9).health(0.9).build());

        assertThat(index.put(Statuses.of("a").version(5, 8).health(0.1).build()))
                .isFalse();
        assertThat(index.put(Statuses.of("a").version(4, 99).health(0.1).build()))
                .isFalse();
        assertThat(index.get("a").orElseThrow().getHealthScore()).isEqualTo(0.9);
        assertThat(index.put(Statuses.of("a").version(6, 1).health(0.1).build()))
                .isTrue();
    }

    @Test
    void knowsACapabilityEvenAfterTheLastWhoHadItLeft() {
        index.put(Statuses.of("a").can("calc", "1.0.0").build());

        index.remove("a");

        assertThat(index.knowsCapability("calc")).isTrue();
        assertThat(index.knowsCapability("fly")).isFalse();
        assertThat(index.size()).isZero();
        assertThat(ids(AgentQuery.capable("calc"))).isEmpty();
    }

    @Test
    void versionRisesWithEachChangeAndMembershipOnlyWithSome() {
        index.put(Statuses.of("a").version(1, 1).build());
        long version = index.version();
        long membership = index.membershipVersion();

        index.put(Statuses.of("a").version(1, 2).health(0.9).build());
        assertThat(index.version()).isGreaterThan(version);
        assertThat(index.membershipVersion()).isEqualTo(membership);

        index.put(Statuses.of("a").version(1, 3).is(AgentState.DEGRADED).build());
        assertThat(index.membershipVersion()).isGreaterThan(membership);

        membership = index.membershipVersion();
        AgentStatus again = Statuses.of("a")
                .version(1, 4)
                .is(AgentState.DEGRADED)
                .writtenAt(5)
                .build();
        index.put(again);
        assertThat(index.membershipVersion()).as("a card that is shown again").isEqualTo(membership);
        assertThat(index.get("a")).get().extracting(AgentStatus::getCard).isEqualTo(again.getCard());

        version = index.version();
        assertThat(index.remove("nobody")).isFalse();
        assertThat(index.version()).isEqualTo(version);
    }

    @Test
    void aReaderSeesEachAgentExactlyOnceWhileItChanges() throws InterruptedException {
        index.put(Statuses.of("a").can("calc", "1.0.0").build());
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int version = 2; version < 20_000; version++) {
                index.put(Statuses.of("a")
                        .can("calc", "1.0.0")
                        .can("extra" + version % 7, "1.0.0")
                        .version(1, version)
                        .build());
            }
            done.set(true);
        });
        writer.start();

        while (!done.get()) {
            assertThat(ids(AgentQuery.capable("calc"))).containsExactly("a");
        }
        writer.join();
    }

    private List<String> ids(AgentQuery query) {
        return index.find(query).stream()
                .map(AgentStatus::getCard)
                .map(card -> card.getAgentId())
                .toList();
    }
}
