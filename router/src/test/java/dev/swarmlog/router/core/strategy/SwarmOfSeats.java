package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.guard.AgentGuard;
import dev.swarmlog.router.core.guard.Outliers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Agents of concurrency 8 and two more in line, seated before one strategy; with a clock to be advanced by hand. */
final class SwarmOfSeats {
    private static final int CONCURRENCY = 8;
    private static final int CAPACITY = 10;

    private final AgentLoads loads = new AgentLoads(new SharedLoads(1));
    private final Tiers tiers;
    private final SplittableRandom random = new SplittableRandom(3);
    private final Map<String, ArrayDeque<Long>> sentAt = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    private Map<String, Seat> seated = new TreeMap<>();
    private long nowMs = 1_000_000;

    SwarmOfSeats(StrategyName name) {
        this(Preference.plain(name), Tiers.Place.ALONE);
    }

    SwarmOfSeats(Preference preference, Tiers.Place place) {
        tiers = new Tiers(loads, new Strategies(Strategies.Terms.USUAL), place, preference, "test");
    }

    String id(int agent) {
        return "agent-%05d".formatted(agent);
    }

    Seat seat(int agent, Seat.Traits traits) {
        String id = id(agent);
        Seat seat = new Seat(id, 1, agent, CONCURRENCY, CAPACITY, 0, loads.of(id, nowMs), traits);
        seat.load().guard().begins(1, Long.MIN_VALUE, nowMs);
        return seat;
    }

    void seat(List<Seat> seats) {
        seated = new TreeMap<>();
        seats.forEach(seat -> seated.put(seat.agentId(), seat));
        tiers.seat(List.copyOf(seated.values()));
    }

    void seat(int agents) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            seats.add(seat(i, Seat.Traits.PLAIN));
        }
        seat(seats);
    }

    void seatWeighing(double... weights) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            seats.add(seat(i, new Seat.Traits(weights[i], "", List.of(), true)));
        }
        seat(seats);
    }

    void seatAllBut(String id) {
        seat(seated.values().stream().filter(seat -> !seat.agentId().equals(id)).toList());
    }

    /** Some of so many, now these and now those. */
    void seatSome(int agents, SplittableRandom which) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            if (which.nextInt(4) > 0) {
                seats.add(seat(i, Seat.Traits.PLAIN));
            }
        }
        seat(seats);
    }

    void advance(long byMs) {
        nowMs += byMs;
    }

    void openBreaker(int agent) {
        for (int i = 0; i < 3; i++) {
            loads.of(id(agent), nowMs).guard().failed(1, nowMs, nowMs, 0);
        }
    }

    /** As somebody who fails at everything, among two who do not. */
    void eject(int agent) {
        List<AgentGuard> judged = new ArrayList<>();
        for (int who : new int[] {agent, 90, 91}) {
            AgentGuard guard = loads.of(id(who), nowMs).guard();
            guard.begins(1, Long.MIN_VALUE, nowMs);
            judged.add(guard);
            for (int i = 0; i < 2; i++) {
                if (who == agent) {
                    guard.failed(1, nowMs, nowMs, 0);
                } else {
                    guard.completed(1, nowMs, 0, nowMs);
                }
            }
        }
        // The last whole interval is judged.
        advance(10_000);
        new Outliers(new Outliers.Terms(10_000, 2, 3, 0.3, 30_000, 300_000, 1)).judge(judged, nowMs);
    }

    void failing(int agent) {
        failing.add(id(agent));
    }

    /** Who has room and nothing against it, found by looking at everybody. */
    Set<String> free(Set<String> avoid) {
        Set<String> free = new HashSet<>();
        for (Seat seat : seated.values()) {
            if (!avoid.contains(seat.agentId())
                    && seat.load().inFlight() < CAPACITY
                    && seat.load().guard().admits(nowMs)
                    && loads.hasRoom(seat, seat.load().guard().readiness(nowMs))) {
                free.add(seat.agentId());
            }
        }
        return free;
    }

    @Nullable
    Seat pick(String key, Set<String> avoid) {
        return tiers.pick(new Wish(key, avoid, nowMs, random, true));
    }

    String pickAnd(String key, Consumer<Seat> then) {
        Seat seat = Objects.requireNonNull(pick(key, Set.of()), "nobody has room");
        then.accept(seat);
        return seat.agentId();
    }

    double propensity() {
        return tiers.propensity();
    }

    /** How likely the agent is, found by choosing until it is. */
    double propensityOf(String id) {
        for (int i = 0; i < 100_000; i++) {
            if (pickAnd("", seat -> {}).equals(id)) {
                return propensity();
            }
        }
        return 0;
    }

    void send(Seat seat) {
        loads.begin(seat.agentId(), seat.epoch(), nowMs);
        tiers.counted(seat.agentId(), 1);
        sentAt.computeIfAbsent(seat.agentId(), fresh -> new ArrayDeque<>()).add(nowMs);
    }

    void sendTo(int agent) {
        send(Objects.requireNonNull(seated.get(id(agent))));
    }

    void complete(String id, long latencyMs) {
        long sentMs = Objects.requireNonNull(sentAt.get(id)).remove();
        boolean success = !failing.contains(id);
        if (success) {
            loads.of(id, nowMs).guard().completed(1, nowMs - latencyMs, latencyMs, nowMs);
        }
        tiers.learned(id, success, latencyMs, nowMs);
        loads.end(id, sentMs, nowMs);
        tiers.counted(id, -1);
        tiers.reopen(id, nowMs);
    }

    void fill(String id) {
        Seat seat = Objects.requireNonNull(seated.get(id));
        while (seat.load().inFlight() < CAPACITY) {
            send(seat);
        }
    }

    void lookAround() {
        tiers.reopen(nowMs);
    }

    /** Messages of different keys, so many at once, and how many each agent got. */
    Map<String, Integer> roundTrips(int messages, int atOnce, IntUnaryOperator latencyMs) {
        Map<String, Integer> got = new TreeMap<>();
        record Sent(String id, long endMs) {}
        List<Sent> under = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            String id = pickAnd("message-" + i, this::send);
            got.merge(id, 1, Integer::sum);
            under.add(new Sent(id, nowMs + latencyMs.applyAsInt(Integer.parseInt(id.substring(6)))));
            while (under.size() >= atOnce) {
                advance(1);
                List<Sent> over =
                        under.stream().filter(sent -> sent.endMs() <= nowMs).toList();
                under.removeAll(over);
                over.forEach(sent -> complete(
                        sent.id(),
                        latencyMs.applyAsInt(Integer.parseInt(sent.id().substring(6)))));
            }
        }
        under.forEach(sent -> complete(
                sent.id(), latencyMs.applyAsInt(Integer.parseInt(sent.id().substring(6)))));
        return got;
    }
}
