package dev.swarmlog.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Liveness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.semver4j.Semver;

/** The index against a list that is searched from end to end. */
class AgentIndexRandomTest {
    private static final List<String> CAPABILITIES = List.of("calc", "mail", "plan", "draw");
    private static final List<String> VERSIONS = List.of("1.0.0", "1.2.0", "1.3.5", "2.0.0", "0.3.1");
    private static final List<String> RANGES = List.of("", "^1", "^1.2", ">=1 <3", "~1.2.0", "^0.3", "*");
    private static final List<String> PLACES = List.of("", "eu", "us");
    private static final List<String> TAGS = List.of("gpu", "cheap", "beta");
    private static final List<Liveness> PROOFS = List.of(Liveness.values());

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AgentIndex index = new AgentIndex();
    private final Map<String, AgentStatus> reference = new HashMap<>();
    private long changes;

    @Test
    void agreesWithANaiveSearchAfterEveryChange() {
        for (int step = 0; step < 3_000; step++) {
            change();

            AgentQuery query = randomQuery();

            assertThat(index.find(query))
                    .as("seed %d, step %d, %s", seed, step, query)
                    .isEqualTo(search(query));
            assertThat(index.size()).as("seed %d, step %d", seed, step).isEqualTo(reference.size());
        }
    }

    /** The same few questions again and again, so that most answers are kept ones. */
    @Test
    void anAnswerThatWasKeptIsTheOneOfNow() {
        List<AgentQuery> queries = Stream.generate(this::randomQuery).limit(20).toList();

        for (int step = 0; step < 2_000; step++) {
            change();
            for (AgentQuery query : queries) {
                assertThat(index.find(query))
                        .as("seed %d, step %d, %s", seed, step, query)
                        .isEqualTo(search(query));
            }
        }
    }

    @Test
    void pagesMakeTheWholeInBothOrders() {
        for (int step = 0; step < 1_500; step++) {
            change();

            AgentQuery query = randomQuery().limitedTo(1 + random.nextInt(4));

            AgentQuery unlimited = query.limitedTo(Integer.MAX_VALUE);
            assertThat(pages(query, AgentOrder.BEST_FIRST))
                    .as("seed %d, step %d, %s", seed, step, query)
                    .isEqualTo(search(unlimited));
            assertThat(pages(query, AgentOrder.BY_ID))
                    .as("seed %d, step %d, %s", seed, step, query)
                    .isEqualTo(search(unlimited).stream()
                            .sorted(Comparator.comparing(AgentIndexRandomTest::id))
                            .toList());
        }
    }

    @Test
    void whoDoesNotChangeBetweenPagesIsToldOnceAndOnlyOnce() {
        for (int run = 0; run < 200; run++) {
            for (AgentOrder order : AgentOrder.values()) {
                change();
                AgentQuery query = randomQuery().limitedTo(3);
                Map<String, AgentStatus> before = new HashMap<>(reference);
                List<AgentStatus> told = new ArrayList<>();
                AgentCursor cursor = AgentCursor.START;
                while (cursor != null) {
                    AgentPage answer = index.page(query, order, AgentCursor.of(cursor.toString()));
                    told.addAll(answer.agents());
                    cursor = answer.next();
                    change();
                }

                List<AgentStatus> steady = reference.values().stream()
                        .filter(status -> status.equals(before.get(id(status))) && matches(status, query))
                        .toList();
                assertThat(told)
                        .as("seed %d, run %d, %s, %s", seed, run, order, query)
                        .containsAll(steady)
                        .doesNotHaveDuplicates();
            }
        }
    }

    private List<AgentStatus> pages(AgentQuery query, AgentOrder order) {
        List<AgentStatus> all = new ArrayList<>();
        AgentCursor cursor = AgentCursor.START;
        while (cursor != null) {
            AgentPage page = index.page(query, order, AgentCursor.of(cursor.toString()));
            all.addAll(page.agents());
            cursor = page.next();
        }
        return all;
    }

    private void change() {
        changes++;
        String id = "agent-" + random.nextInt(40);
        if (random.nextInt(4) == 0) {
            index.remove(id);
            reference.remove(id);
        } else {
            AgentStatus status = random.nextBoolean() ? randomStatus(id) : reloaded(id);
            index.put(status);
            reference.put(id, status);
        }
    }

    /** The same agent with another load, if there is one. */
    private AgentStatus reloaded(String id) {
        AgentStatus known = reference.get(id);
        if (known == null) {
            return randomStatus(id);
        }
        return new AgentStatus(
                known.getCard(),
                known.getState(),
                random.nextInt(11) / 10.0,
                known.getLiveness(),
                random.nextInt(4),
                random.nextInt(2),
                changes,
                0L,
                0L,
                List.of(),
                0L);
    }

    private AgentStatus randomStatus(String id) {
        Statuses status = Statuses.of(id)
                .at(any(PLACES), any(PLACES))
                .serviceType(any(PLACES))
                .is(any(List.of(AgentState.DEAD, AgentState.HEALTHY, AgentState.HEALTHY, AgentState.DEGRADED)))
                .provenBy(any(PROOFS))
                .health(random.nextInt(11) / 10.0)
                .load(random.nextInt(4), 1 + random.nextInt(4))
                .version(1, changes);
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
                .atLeast(random.nextInt(3) == 0 ? any(PROOFS) : Liveness.UNKNOWN)
                .nearestTo(any(PLACES), any(PLACES));
        if (random.nextInt(3) == 0) {
            query = query.inStates(random.nextBoolean() ? AgentQuery.ANY_STATE : Set.of(AgentState.DEGRADED));
        }
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

    private List<AgentStatus> search(AgentQuery query) {
        return reference.values().stream()
                .filter(status -> matches(status, query))
                .sorted(Comparator.comparingInt((AgentStatus status) -> distance(status.getCard(), query))
                        .thenComparing(status -> !isProven(status))
                        .thenComparingDouble(status -> -status.getHealthScore())
                        .thenComparingDouble(status -> (double) (status.getInFlight() + status.getQueued())
                                / status.getCard().getConcurrency())
                        .thenComparing(AgentIndexRandomTest::id))
                .limit(query.limit())
                .toList();
    }

    private static String id(AgentStatus status) {
        return status.getCard().getAgentId();
    }

    private static boolean isProven(AgentStatus status) {
        return status.getLiveness() == Liveness.ANSWERING || status.getLiveness() == Liveness.WORKING;
    }

    private static int distance(AgentCard card, AgentQuery query) {
        AgentQuery.Near near = query.near();
        if (!near.region().isEmpty() && !near.region().equals(card.getLocation().getRegion())) {
            return 2;
        }
        return near.zone().isEmpty() || near.zone().equals(card.getLocation().getZone()) ? 0 : 1;
    }

    private static boolean matches(AgentStatus status, AgentQuery query) {
        AgentCard card = status.getCard();
        boolean matches = query.states().contains(status.getState())
                && status.getHealthScore() >= query.minHealth()
                && PROOFS.indexOf(status.getLiveness()) >= PROOFS.indexOf(query.atLeast())
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
        assertThat(query.matches(status)).isEqualTo(matches);
        return matches;
    }
}
