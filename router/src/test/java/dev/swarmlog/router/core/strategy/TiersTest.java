package dev.swarmlog.router.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TiersTest {
    private static Preference near(String zone) {
        return new Preference(StrategyName.POWER_OF_TWO, zone, Urgency.HIGH, Map.of());
    }

    private static Seat.Traits in(String zone) {
        return new Seat.Traits(1, zone, List.of(), true);
    }

    private static Seat.Traits tagged(String... tags) {
        return new Seat.Traits(1, "", List.of(tags), true);
    }

    private static Set<String> chosen(SwarmOfSeats swarm, int messages) {
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < messages; i++) {
            chosen.add(swarm.pickAnd("m" + i, seat -> {}));
        }
        return chosen;
    }

    @Test
    void theNearestZoneComesFirstAndOthersOnceItIsFull() {
        SwarmOfSeats swarm = new SwarmOfSeats(near("here"), Tiers.Place.ALONE);
        swarm.seat(List.of(swarm.seat(0, in("there")), swarm.seat(1, in("here")), swarm.seat(2, in(""))));

        assertThat(chosen(swarm, 50)).containsOnly(swarm.id(1));
        swarm.fill(swarm.id(1));
        assertThat(chosen(swarm, 50)).containsOnly(swarm.id(0), swarm.id(2));
        swarm.complete(swarm.id(1), 5);
        assertThat(chosen(swarm, 1)).containsOnly(swarm.id(1));
    }

    @Test
    void aZoneWhereNobodyIsMattersToNobody() {
        SwarmOfSeats swarm = new SwarmOfSeats(near("nowhere"), Tiers.Place.ALONE);
        swarm.seat(List.of(swarm.seat(0, in("there")), swarm.seat(1, in("here"))));

        assertThat(chosen(swarm, 50)).hasSize(2);
    }

    @Test
    void theAgentsWhoseTagsSayMostOfTheMessageComeFirst() {
        Map<String, String> attributes = Map.of("lang", "de", "tenant", "acme", "colour", "red");
        SwarmOfSeats plain = new SwarmOfSeats(StrategyName.CONTENT_BASED);
        List<Seat> seats = List.of(
                plain.seat(0, tagged("lang=en", "tenant=acme")),
                plain.seat(1, tagged("lang=de")),
                plain.seat(2, tagged("lang=de", "lang=en", "tenant=acme", "fast")),
                plain.seat(3, tagged()));
        Map<String, String> facets = ContentBased.facets(attributes, ContentBased.vocabulary(seats));

        assertThat(facets).containsOnly(Map.entry("lang", "de"), Map.entry("tenant", "acme"));
        assertThat(ContentBased.facets(Map.of("tenant", "one"), ContentBased.vocabulary(seats)))
                .as("a value that nobody has makes no pool of its own")
                .isEqualTo(ContentBased.facets(Map.of("tenant", "another"), ContentBased.vocabulary(seats)));
        SwarmOfSeats swarm = new SwarmOfSeats(
                new Preference(StrategyName.CONTENT_BASED, "", Urgency.HIGH, facets), Tiers.Place.ALONE);
        swarm.seat(List.of(
                swarm.seat(0, tagged("lang=en", "tenant=acme")),
                swarm.seat(1, tagged("lang=de")),
                swarm.seat(2, tagged("lang=de", "lang=en", "tenant=acme", "fast")),
                swarm.seat(3, tagged())));
        assertThat(chosen(swarm, 30)).containsOnly(swarm.id(2));
        swarm.fill(swarm.id(2));
        assertThat(chosen(swarm, 100)).containsOnly(swarm.id(0), swarm.id(1), swarm.id(3));
    }

    @Test
    void roomIsKeptForTheUrgent() {
        assertThat(placed(Urgency.LOW)).isEqualTo(4);
        assertThat(placed(Urgency.NORMAL)).isEqualTo(8);
        assertThat(placed(Urgency.HIGH)).isEqualTo(10);
        assertThat(placed(Urgency.CRITICAL)).isEqualTo(10);
    }

    private static int placed(Urgency urgency) {
        SwarmOfSeats swarm =
                new SwarmOfSeats(new Preference(StrategyName.PRIORITY, "", urgency, Map.of()), Tiers.Place.ALONE);
        swarm.seat(1);
        int placed = 0;
        for (Seat seat = swarm.pick("", Set.of()); seat != null; seat = swarm.pick("", Set.of())) {
            swarm.send(seat);
            placed++;
        }
        return placed;
    }

    @Test
    void theCriticalGoesToWhoIsWithoutFault() {
        SwarmOfSeats swarm = new SwarmOfSeats(
                new Preference(StrategyName.PRIORITY, "", Urgency.CRITICAL, Map.of()), Tiers.Place.ALONE);
        Seat.Traits degraded = new Seat.Traits(1, "", List.of(), false);
        swarm.seat(List.of(swarm.seat(0, degraded), swarm.seat(1, Seat.Traits.PLAIN), swarm.seat(2, degraded)));

        assertThat(chosen(swarm, 50)).containsOnly(swarm.id(1));
        swarm.fill(swarm.id(1));
        assertThat(chosen(swarm, 50)).containsOnly(swarm.id(0), swarm.id(2));
    }

    @Test
    void tasksWithManyAgentsKeepToEqualPartsOfThemUntilThoseAreBusy() {
        Tiers.Place third = new Tiers.Place(3, 8);
        SwarmOfSeats swarm = new SwarmOfSeats(near(""), third);
        swarm.seat(160);

        Set<String> own = chosen(swarm, 5_000);
        assertThat(own).hasSize(20);
        own.forEach(id -> {
            // Busy, though its queue is empty.
            for (int i = 0; i < 8; i++) {
                swarm.sendTo(Integer.parseInt(id.substring(6)));
            }
        });
        assertThat(chosen(swarm, 2_000)).doesNotContainAnyElementsOf(own).hasSizeGreaterThan(100);
        SwarmOfSeats few = new SwarmOfSeats(near(""), third);
        few.seat(100);
        assertThat(chosen(few, 2_000)).hasSize(100);
    }

    @Test
    void overAllTasksTheLoadOfPartsIsEven() {
        SharedLoads shared = new SharedLoads(8);
        SplittableRandom random = new SplittableRandom(5);
        Map<String, Integer> got = new HashMap<>();
        List<AgentLoads> ofTasks = new ArrayList<>();
        for (int task = 0; task < 8; task++) {
            ofTasks.add(new AgentLoads(shared));
        }

        for (int task = 0; task < 8; task++) {
            AgentLoads loads = ofTasks.get(task);
            Tiers tiers = new Tiers(
                    loads,
                    new Strategies(Strategies.Terms.USUAL),
                    new Tiers.Place(task, 8),
                    Preference.plain(StrategyName.POWER_OF_TWO),
                    "t");
            List<Seat> seats = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String id = "a%04d".formatted(i);
                seats.add(new Seat(id, 1, i, 8, 10, loads.of(id, 0)));
            }
            tiers.seat(seats);
            for (int i = 0; i < 500; i++) {
                Seat seat = Objects.requireNonNull(tiers.pick(new Wish("", Set.of(), 0, random, false)));
                loads.begin(seat.agentId(), 1, 0);
                tiers.counted(seat.agentId(), 1);
                got.merge(seat.agentId(), 1, Integer::sum);
            }
        }

        assertThat(got).hasSize(1_000);
        assertThat(got.values()).allSatisfy(count -> assertThat(count).isBetween(3, 5));
    }

    @Test
    void inAPanicEjectionCountsForNothingButBreakersDo() {
        SwarmOfSeats swarm = new SwarmOfSeats(StrategyName.POWER_OF_TWO);
        swarm.seat(5);

        swarm.eject(0);
        swarm.eject(1);
        assertThat(chosen(swarm, 200)).containsOnly(swarm.id(2), swarm.id(3), swarm.id(4));
        swarm.eject(2);
        chosen(swarm, 10);
        assertThat(chosen(swarm, 200)).as("three of five are ejected").hasSize(5);
        swarm.openBreaker(0);
        assertThat(chosen(swarm, 200)).hasSize(4).doesNotContain(swarm.id(0));
    }
}
