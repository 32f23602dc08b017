package dev.swarmlog.router.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.guard.Breaker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AgentPoolTest {
    private final SharedLoads shared = new SharedLoads(1);
    private final AgentLoads loads = new AgentLoads(shared);
    private final RandomGenerator random = new SplittableRandom(7);

    private AgentPool pool(AgentLoads of, int agents, int concurrency, int capacity) {
        AgentPool pool = new AgentPool(of, new PowerOfTwo());
        pool.seat(seats(of, agents, concurrency, capacity));
        return pool;
    }

    private static List<Seat> seats(AgentLoads of, int agents, int concurrency, int capacity) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            seats.add(new Seat("a" + i, 1, i, concurrency, capacity, of.of("a" + i, 0)));
        }
        return seats;
    }

    private Wish wish(String avoid) {
        return new Wish("", avoid.isEmpty() ? Set.of() : Set.of(avoid), 0, random, false);
    }

    private String send(AgentPool pool, AgentLoads of) {
        Seat seat = pool.pick(wish(""));
        if (seat == null) {
            return "";
        }
        of.begin(seat.agentId(), seat.epoch(), 0);
        return seat.agentId();
    }

    @Test
    void neverSendsAnAgentMoreThanItsCapacity() {
        AgentPool pool = pool(loads, 5, 2, 3);
        Map<String, Integer> sent = new HashMap<>();

        for (int i = 0; i < 100; i++) {
            sent.merge(send(pool, loads), 1, Integer::sum);
        }

        assertThat(sent).containsEntry("", 85);
        sent.remove("");
        assertThat(sent)
                .hasSize(5)
                .allSatisfy((agent, count) -> assertThat(count).isEqualTo(3));
    }

    @Test
    void spreadsWorkEvenly() {
        AgentPool pool = pool(loads, 100, 10, 1_000);
        Map<String, Integer> sent = new HashMap<>();

        for (int i = 0; i < 10_000; i++) {
            sent.merge(send(pool, loads), 1, Integer::sum);
        }

        assertThat(sent.values()).allSatisfy(count -> assertThat(count).isBetween(90, 110));
    }

    @Test
    void opensTheSeatOfWhoeverGivesWorkBack() {
        AgentPool pool = pool(loads, 3, 1, 1);
        for (int i = 0; i < 4; i++) {
            send(pool, loads);
        }
        loads.end("a1", 0, 0);

        assertThat(pool.mayHaveRoom()).isFalse();
        assertThat(pool.reopen("a0", 0)).isFalse();
        assertThat(pool.reopen("a1", 0)).isTrue();
        assertThat(send(pool, loads)).isEqualTo("a1");
    }

    @Test
    void whoLooksAroundFindsEveryFreeSeatOfManyInTurn() {
        AgentPool pool = pool(loads, 3_500, 1, 1);
        for (int i = 0; i <= 3_500; i++) {
            send(pool, loads);
        }
        for (int i = 0; i < 3_500; i += 7) {
            loads.end("a" + i, 0, 0);
        }

        pool.lookAround(0);
        assertThat(pool.open()).isBetween(10, 60);
        for (int i = 0; i < 20; i++) {
            pool.lookAround(0);
        }
        assertThat(pool.open()).isEqualTo(500);
    }

    @Test
    void avoidsAnAgentWithoutLosingSightOfIt() {
        AgentPool pool = pool(loads, 2, 10, 10);

        for (int i = 0; i < 5; i++) {
            assertThat(Objects.requireNonNull(pool.pick(wish("a0"))).agentId()).isEqualTo("a1");
        }
        assertThat(pool(loads, 1, 10, 10).pick(wish("a0"))).isNull();
        assertThat(Objects.requireNonNull(pool.pick(wish("a1"))).agentId()).isEqualTo("a0");
    }

    @Test
    void tasksOfOneProcessCountTogether() {
        SharedLoads two = new SharedLoads(2);
        AgentLoads one = new AgentLoads(two);
        AgentLoads other = new AgentLoads(two);
        AgentPool ofOne = pool(one, 1, 4, 4);
        AgentPool ofOther = pool(other, 1, 4, 4);

        for (int i = 0; i < 3; i++) {
            send(ofOne, one);
        }

        assertThat(send(ofOther, other)).isEqualTo("a0");
        assertThat(send(ofOther, other)).isEmpty();
        one.close();
        assertThat(two.inFlight("a0")).isEqualTo(1);
    }

    @Test
    void aTaskWithNothingInFlightIsNeverStarvedByAnother() {
        SharedLoads two = new SharedLoads(2);
        AgentLoads greedy = new AgentLoads(two);
        AgentLoads late = new AgentLoads(two);
        AgentPool ofGreedy = pool(greedy, 1, 2, 2);
        AgentPool ofLate = pool(late, 1, 2, 2);
        send(ofGreedy, greedy);
        send(ofGreedy, greedy);

        assertThat(send(ofLate, late)).isEqualTo("a0");
        assertThat(send(ofLate, late)).isEmpty();
    }

    @Test
    void aProcessWithHalfTheTasksUsesHalfTheCapacity() {
        AgentLoads half = new AgentLoads(new SharedLoads(2));
        AgentPool pool = pool(half, 1, 8, 8);

        int sent = 0;
        while (!send(pool, half).isEmpty()) {
            sent++;
        }

        assertThat(sent).isEqualTo(4);
    }

    @Test
    void tellsWhatItSawOfAgentsAndForgetsThoseWhoLeft() {
        AgentLoad load = loads.begin("a", 9, 0);
        load.sent();
        loads.end("a", 0, 5).completed(5);
        Map<String, AgentLoad.Observation> seen = new HashMap<>();

        loads.observe(1_000, id -> false, seen::put);

        assertThat(seen).containsOnlyKeys("a");
        assertThat(seen.get("a"))
                .isEqualTo(new AgentLoad.Observation(9, 0, 1, 1, Map.of(), 5f, 5f, 0, 0, Breaker.closed(0)));
        seen.clear();
        loads.observe(2_000, id -> false, seen::put);
        assertThat(seen).isEmpty();
        assertThat(shared.inFlight("a")).isZero();
    }

    @Test
    void goesRoundThoseWhoHaveRoom() {
        AgentPool pool = new AgentPool(loads, new RoundRobin());
        pool.seat(seats(loads, 3, 2, 2));

        assertThat(List.of(send(pool, loads), send(pool, loads), send(pool, loads), send(pool, loads)))
                .containsExactly("a0", "a1", "a2", "a0");
        loads.end("a1", 0, 0);
        assertThat(List.of(send(pool, loads), send(pool, loads), send(pool, loads), send(pool, loads)))
                .containsExactlyInAnyOrder("a1", "a2", "a1", "");
    }

    @Test
    void findsRoomThatOthersMadeAsItGoesOn() {
        AgentPool pool = pool(loads, 100, 1, 1);
        for (int i = 0; i < 99; i++) {
            send(pool, loads);
        }
        Set<String> busy = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            busy.add("a" + i);
        }
        busy.removeIf(id -> shared.inFlight(id) == 0);

        // Nobody tells this pool.
        busy.forEach(id -> loads.end(id, 0, 0));

        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            chosen.add(Objects.requireNonNull(pool.pick(wish(""))).agentId());
        }
        assertThat(chosen).hasSize(100);
    }

    /** Of 10,000 agents all but ten are full, and places are taken and given back: how often a strategy is asked. */
    @ParameterizedTest
    @EnumSource(
            value = StrategyName.class,
            names = {"BROADCAST", "CONTENT_BASED", "PRIORITY"},
            mode = EnumSource.Mode.EXCLUDE)
    void whoIsFullCostsNothing(StrategyName name) {
        Counted counted = new Counted(new Strategies(Strategies.Terms.USUAL).create(name, "test", new InFlight()));
        AgentPool pool = new AgentPool(loads, counted);
        List<Seat> seats = seats(loads, 10_000, 1, 1);
        pool.seat(seats.stream().sorted(Comparator.comparing(Seat::agentId)).toList());
        ArrayDeque<String> busy = new ArrayDeque<>();
        while (busy.size() < 9_990) {
            busy.add(send(pool, loads));
        }
        counted.asked = 0;

        for (int i = 0; i < 10_000; i++) {
            busy.add(send(pool, loads));
            String back = busy.remove();
            loads.end(back, 0, 0);
            pool.reopen(back, 0);
        }

        assertThat(busy).doesNotContain("");
        assertThat(counted.asked / 10_000.0).isLessThan(2.5);
    }

    /** Counts how often it is asked. */
    private static final class Counted implements Strategy {
        private final Strategy strategy;
        private int asked;

        Counted(Strategy strategy) {
            this.strategy = strategy;
        }

        @Override
        public void seated(AgentPool pool) {
            strategy.seated(pool);
        }

        @Override
        public int choose(AgentPool pool, Wish wish) {
            asked++;
            return strategy.choose(pool, wish);
        }

        @Override
        public void opened(AgentPool pool, int seat) {
            strategy.opened(pool, seat);
        }

        @Override
        public void closed(AgentPool pool, int seat) {
            strategy.closed(pool, seat);
        }
    }
}
