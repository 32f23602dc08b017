package dev.swarmlog.bench.routing;

import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.strategy.Preference;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.router.core.strategy.Tiers;
import dev.swarmlog.router.core.strategy.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Mutable: the router's own way to place messages, as one router task has it. */
public final class RouterPlacement implements Placement {
    /** What the router gives an agent beyond what it works on, by default. */
    private static final int QUEUE_MAX = 2;

    private final AgentLoads loads = new AgentLoads(new SharedLoads(1));
    private final List<Seat> seats = new ArrayList<>();
    private final Tiers tiers;
    private final SplittableRandom random;

    RouterPlacement(StrategyName strategy, Scenario.Crew agents, long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < agents.size(); i++) {
            String id = "agent-%05d".formatted(i);
            seats.add(new Seat(id, 1, i, agents.concurrency(), agents.concurrency() + QUEUE_MAX, loads.of(id, 0)));
            seats.get(i).load().guard().begins(1, Long.MIN_VALUE, 0);
        }
        Preference preference = Preference.plain(strategy);
        tiers = new Tiers(loads, new Strategies(Strategies.Terms.USUAL), Tiers.Place.ALONE, preference, "bench");
        tiers.seat(seats);
    }

    /** Among agents that are all alike. */
    public static RouterPlacement of(StrategyName strategy, int agents, int concurrency) {
        return new RouterPlacement(strategy, new Scenario.Crew(agents, concurrency, concurrency), 1);
    }

    /** One of the agents is not there any more. */
    void leaves(int agent) {
        tiers.seat(seats.stream().filter(seat -> seat.inbox() != agent).toList());
    }

    @Override
    public int place(String key, double nowMs) {
        Seat seat = tiers.pick(new Wish(key, Set.of(), (long) nowMs, random, false));
        if (seat == null) {
            return NOBODY;
        }
        loads.begin(seat.agentId(), seat.epoch(), (long) nowMs);
        tiers.counted(seat.agentId(), 1);
        return seat.inbox();
    }

    @Override
    public void returned(int agent, double sentAtMs, boolean success, double nowMs) {
        Seat seat = seats.get(agent);
        long now = (long) nowMs;
        long sent = (long) sentAtMs;
        if (success) {
            seat.load().guard().completed(seat.epoch(), sent, now - sent, now);
        } else {
            seat.load().guard().failed(seat.epoch(), sent, now, random.nextDouble());
        }
        tiers.learned(seat.agentId(), success, now - sent, now);
        loads.end(seat.agentId(), sent, now);
        tiers.counted(seat.agentId(), -1);
        tiers.reopen(seat.agentId(), now);
    }

    @Override
    public void lookAround(double nowMs) {
        tiers.reopen((long) nowMs);
    }
}
