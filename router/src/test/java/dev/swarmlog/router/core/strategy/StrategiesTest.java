package dev.swarmlog.router.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.swarmlog.router.core.balance.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each strategy by what it promises, and all of them by what no strategy may do. */
final class StrategiesTest {
    private static final long SEED = 11;

    /** Any strategy, while agents come and go, fill up and empty, and are avoided. */
    @ParameterizedTest
    @EnumSource(StrategyName.class)
    void neverChoosesWhoIsFullOrAvoidedOrHeldBackAndFindsWhoeverIsLeft(StrategyName name) {
        SplittableRandom random = new SplittableRandom(SEED);
        SwarmOfSeats swarm = new SwarmOfSeats(name);
        List<String> sent = new ArrayList<>();

        for (int step = 0; step < 20_000; step++) {
            if (step % 500 == 0) {
                swarm.seatSome(20, random);
            }
            if (random.nextInt(100) == 0) {
                swarm.openBreaker(random.nextInt(20));
            }
            if (!sent.isEmpty() && random.nextInt(100) < 48) {
                swarm.complete(sent.remove(random.nextInt(sent.size())), random.nextInt(50));
                continue;
            }
            Set<String> avoid = random.nextInt(5) == 0 ? Set.of(swarm.id(random.nextInt(20))) : Set.of();
            Set<String> free = swarm.free(avoid);
            Seat seat = swarm.pick("key-" + random.nextInt(30), avoid);
            if (seat == null) {
                // Not every closed seat is looked at with each choice, but whoever waits is placed with the next look
                // around.
                swarm.lookAround();
                seat = swarm.pick("key", avoid);
                assertThat(seat == null).as("seed %d step %d", SEED, step).isEqualTo(free.isEmpty());
            }
            if (seat != null) {
                assertThat(free).as("seed %d step %d", SEED, step).contains(seat.agentId());
                swarm.send(seat);
                sent.add(seat.agentId());
            }
            swarm.advance(10);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StrategyName.class,
            names = {"POWER_OF_TWO", "ROUND_ROBIN", "LEAST_LOADED", "WEIGHTED", "ADAPTIVE"})
    void likeAgentsGetAlikeMuch(StrategyName name) {
        SwarmOfSeats swarm = new SwarmOfSeats(name);
        swarm.seat(50);

        Map<String, Integer> got = swarm.roundTrips(50_000, 20, agent -> 10);

        assertThat(got).hasSize(50);
        assertThat(got.values()).allSatisfy(count -> assertThat(count).isBetween(700, 1_300));
    }

    @Test
    void weightsAreKeptToAndSmoothly() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.WEIGHTED);
        swarm.seatWeighing(1, 2, 5);
        List<String> order = new ArrayList<>();
        Map<String, Integer> got = new HashMap<>();

        for (int i = 0; i < 8_000; i++) {
            String agent = swarm.pickAnd("", seat -> {});
            order.add(agent);
            got.merge(agent, 1, Integer::sum);
        }

        assertThat(got.get(swarm.id(0))).isCloseTo(1_000, within(2));
        assertThat(got.get(swarm.id(1))).isCloseTo(2_000, within(2));
        assertThat(got.get(swarm.id(2))).isCloseTo(5_000, within(2));
        assertThat(order.subList(0, 8)).as("smooth").contains(swarm.id(0), swarm.id(1), swarm.id(2));
    }

    @Test
    void failoverKeepsToTheHeaviestAndComesBackToIt() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.FAILOVER);
        swarm.seatWeighing(1, 9, 5);
        swarm.openBreaker(1);

        assertThat(swarm.pickAnd("", seat -> {})).isEqualTo(swarm.id(2));
        swarm.advance(60_000);
        swarm.lookAround();
        assertThat(swarm.pickAnd("", seat -> {})).isEqualTo(swarm.id(1));
    }

    @Test
    void affinityStaysWithTheAgentThatHadTheKey() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.AFFINITY);
        swarm.seat(5);
        String home = swarm.pickAnd("conversation", seat -> {});

        swarm.seat(50);
        assertThat(swarm.pickAnd("conversation", seat -> {})).as("others came").isEqualTo(home);
        swarm.fill(home);
        assertThat(swarm.pickAnd("conversation", seat -> {})).as("no room").isNotEqualTo(home);
        swarm.complete(home, 5);
        assertThat(swarm.pickAnd("conversation", seat -> {})).as("room again").isEqualTo(home);
        swarm.seatAllBut(home);
        String next = swarm.pickAnd("conversation", seat -> {});
        swarm.seat(50);
        assertThat(swarm.pickAnd("conversation", seat -> {})).as("it had left").isEqualTo(next);
    }

    @Test
    void tasksThatNeverTalkedAgreeOnWhereAKeyIsAtHome() {
        for (StrategyName name : List.of(StrategyName.AFFINITY, StrategyName.CONSISTENT_HASH)) {
            SwarmOfSeats one = new SwarmOfSeats(name);
            SwarmOfSeats other = new SwarmOfSeats(name);
            one.seat(40);
            other.seat(40);

            for (int key = 0; key < 500; key++) {
                assertThat(one.pickAnd("k" + key, seat -> {})).isEqualTo(other.pickAnd("k" + key, seat -> {}));
            }
        }
    }

    @Test
    void hashedLoadKeepsToItsBoundHoweverHotAKeyIs() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.CONSISTENT_HASH);
        swarm.seat(20);
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Integer> inFlight = new HashMap<>();

        for (int sent = 1; sent <= 120; sent++) {
            String key = random.nextInt(3) > 0 ? "hot" : "k" + random.nextInt(1_000);
            inFlight.merge(swarm.pickAnd(key, swarm::send), 1, Integer::sum);

            int bound = (int) Math.ceil(1.25 * sent / 20);
            assertThat(inFlight.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(bound));
        }
    }

    @Test
    void powerOfTwoLeavesTheSlowAlone() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.POWER_OF_TWO);
        swarm.seat(10);

        Map<String, Integer> got = swarm.roundTrips(20_000, 20, agent -> agent == 3 ? 400 : 20);

        assertThat(got.getOrDefault(swarm.id(3), 0)).isLessThan(400);
    }

    @Test
    void adaptiveTurnsAwayFromWhoFailsSilentlyAndSaysHowLikelyEachChoiceWas() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.ADAPTIVE);
        swarm.seat(10);
        swarm.roundTrips(5_000, 5, agent -> 20);
        swarm.failing(3);

        swarm.roundTrips(300, 5, agent -> 20);
        Map<String, Integer> got = swarm.roundTrips(2_000, 5, agent -> 20);

        assertThat(got.getOrDefault(swarm.id(3), 0)).as("of 200 as its part").isLessThan(60);
        assertThat(swarm.propensityOf(swarm.id(3))).isBetween(0.004, 0.03);
    }

    /** Of each agent, choices by what was told of how likely they were come to all choices. */
    @Test
    void adaptivesPropensitiesAreTrue() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.ADAPTIVE);
        swarm.seat(6);
        swarm.roundTrips(2_000, 7, agent -> 10 + 40 * agent);
        Map<String, Double> weighed = new HashMap<>();

        for (int i = 0; i < 100_000; i++) {
            Seat seat = Objects.requireNonNull(swarm.pick("", Set.of()));
            weighed.merge(seat.agentId(), 1 / swarm.propensity(), Double::sum);
        }

        assertThat(weighed).hasSize(6);
        assertThat(weighed.values()).allSatisfy(all -> assertThat(all).isCloseTo(100_000, within(10_000.0)));
    }

    @Test
    void powerOfTwoDrawsAmongEqualsAndPrefersTheBestKnown() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.POWER_OF_TWO);
        swarm.seat(5);

        swarm.pickAnd("", seat -> {});
        assertThat(swarm.propensity()).isEqualTo(0.2);
        for (int agent = 0; agent < 4; agent++) {
            swarm.sendTo(agent);
        }
        assertThat(swarm.pickAnd("", seat -> {})).isEqualTo(swarm.id(4));
        assertThat(swarm.propensity()).isEqualTo(1);
    }

    /** As after a restart: what is in flight is known before who is there. */
    @Test
    void hashedLoadRemembersWhatWasInFlightBeforeTheFirstSeat() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.CONSISTENT_HASH);
        for (int i = 0; i < 4; i++) {
            swarm.send(swarm.seat(0, Seat.Traits.PLAIN));
        }
        swarm.seat(4);

        for (int i = 0; i < 8; i++) {
            assertThat(swarm.pickAnd("k" + i, swarm::send))
                    .as("has its part already")
                    .isNotEqualTo(swarm.id(0));
        }
        for (int i = 0; i < 4; i++) {
            swarm.complete(swarm.id(0), 5);
        }
        assertThat(swarm.roundTrips(400, 1, agent -> 5)).containsKey(swarm.id(0));
    }
}
