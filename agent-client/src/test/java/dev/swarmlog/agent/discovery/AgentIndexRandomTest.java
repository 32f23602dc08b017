package dev.swarmlog.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.semver4j.Semver;

/** The index against a list that is searched from end to end. */
class AgentIndexRandomTest {
    private static final List<String> CAPABILITIES = List.of("calc", "mail", "plan", "draw");
    private static final List<String> VERSIONS = List.of("1.0.0", "1.2.0", "1.3.5", "2.0.0", "0.3.1");
    private static final List<String> RANGES = List.of("", "^1", "^1.2", ">=1 <3", "~1.2.0", "^0.3");
    private static final List<String> PLACES = List.of("", "eu", "us");
    private static final List<String> TAGS = List.of("gpu", "cheap", "beta");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void agreesWithANaiveSearchAfterEveryChange() {
        AgentIndex index = new AgentIndex();
        Map<String, AgentStatus> reference = new HashMap<>();

        for (int step = 0; step < 3_000; step++) {
            String id = "agent-" + random.nextInt(40);
            if (random.nextInt(4) == 0) {
                index.remove(id);
                reference.remove(id);
            } else {
                AgentStatus status = randomStatus(id, step);
                index.put(status);
                reference.put(id, status);
            }

            AgentQuery query = randomQuery();

            assertThat(index.find(query))
                    .as("seed %d, step %d, %s", seed, step, query)
                    .isEqualTo(search(reference, query));
            assertThat(index.size()).as("seed %d, step %d", seed, step).isEqualTo(reference.size());
        }
    }

    private AgentStatus randomStatus(String id, int step) {
        Statuses status = Statuses.of(id)
                .at(any(PLACES), any(PLACES))
                .serviceType(any(PLACES))
                .is(random.nextInt(4) == 0 ? AgentState.DEAD : AgentState.HEALTHY)
                .health(random.nextInt(11) / 10.0)
                .load(random.nextInt(4), 1 + random.nextInt(4))
                .version(1, step);
        for (int i = random.nextInt(3); i >= 0; i--) {
            status.can(any(CAPABILITIES), any(VERSIONS));
        }
        return (random.nextBoolean() ? status.tagged(any(TAGS), "all") : status).build();
    }

    private AgentQuery randomQuery() {
        AgentQuery query = AgentQuery.anyone()
                .ofServiceType(random.nextInt(3) == 0 ? any(PLACES) : "")
                .at(random.nextInt(3) == 0 ? any(PLACES) : "", random.nextInt(3) == 0 ? any(PLACES) : "")
                .withHealthOf(random.nextInt(8) / 10.0)
                .nearestTo(any(PLACES), "");
        if (random.nextInt(4) != 0) {
            query = query.withCapability(any(CAPABILITIES)).inVersions(any(RANGES));
        }
        if (random.nextInt(3) == 0) {
            query = query.tagged(any(TAGS), "all");
        }
        return random.nextBoolean() ? query.limitedTo(1 + random.nextInt(5)) : query;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<AgentStatus> search(Map<String, AgentStatus> agents, AgentQuery query) {
        return agents.values().stream()
                .filter(status -> matches(status, query))
                .sorted(Comparator.comparingInt((AgentStatus status) -> isElsewhere(status.getCard(), query) ? 1 : 0)
                        .thenComparingDouble(status -> -status.getHealthScore())
                        .thenComparingDouble(status ->
                                (double) status.getInFlight() / status.getCard().getConcurrency())
                        .thenComparing(status -> status.getCard().getAgentId()))
                .limit(query.limit())
                .toList();
    }

    private static boolean isElsewhere(AgentCard card, AgentQuery query) {
        return !query.near().region().isEmpty()
                && !query.near().region().equals(card.getLocation().getRegion());
    }

    private static boolean matches(AgentStatus status, AgentQuery query) {
        AgentCard card = status.getCard();
        return status.getState() == AgentState.HEALTHY
                && status.getHealthScore() >= query.minHealth()
                && (query.serviceType().isEmpty() || query.serviceType().equals(card.getServiceType()))
                && (query.region().isEmpty()
                        || query.region().equals(card.getLocation().getRegion()))
                && (query.zone().isEmpty()
                        || query.zone().equals(card.getLocation().getZone()))
                && card.getTags().containsAll(query.tags())
                && (query.capability().isEmpty()
                        || card.getCapabilities().stream()
                                .anyMatch(capability -> capability.getName().equals(query.capability())
                                        && (query.versions().equals(VersionRange.ANY)
                                                || new Semver(capability.getVersion())
                                                        .satisfies(
                                                                query.versions().toString()))));
    }
}
