package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.Admission;
import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.guard.GuardListener;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.Tiers;
import dev.swarmlog.router.core.strategy.Wish;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.Ruling;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a router would do with a message now, found by the router's own classes, without sending it. Where a router goes by
 * what it has in flight and has learned, this goes by what agents.status says of load: it may choose otherwise. For one
 * thread.
 */
public final class RoutePreview {
    private final RouterConfig config;
    private final AgentIndex index;
    private final RuleBook rules;
    private final AgentLoads loads;
    private final CandidatePools pools;

    public RoutePreview(RouterConfig config, Topics topics, AgentIndex index, RuleBook rules) {
        this.config = config;
        this.index = index;
        this.rules = rules;
        this.loads = new AgentLoads(new SharedLoads(1, config.guards().agents(), GuardListener.NOBODY));
        this.pools = new CandidatePools(
                index,
                loads,
                config,
                new CandidatePools.Surroundings(
                        new Strategies(config.strategies().terms()),
                        Tiers.Place.ALONE,
                        topics.deliveries.partitions(),
                        0));
    }

    /**
     * What would become of a message.
     *
     * @param opinions what each rule in effect says, in order
     * @param ruling what the rules make of it; null where none matches
     * @param refusal why it would be refused; empty when it would not
     * @param routed the message with the routing that counts
     * @param choice among whom one would be chosen; null where it would be refused
     */
    public record Preview(
            List<RuleBook.Opinion> opinions,
            @Nullable Ruling ruling,
            String refusal,
            Message routed,
            @Nullable Choice choice) {}

    /**
     * Who could take a message.
     *
     * @param candidates those that could be chosen, the best first
     * @param chosen who would be; empty for nobody
     * @param propensity how likely that choice is
     * @param heardOf whether anybody ever had the capability, so that it is waited for
     */
    public record Choice(
            String capability,
            String strategy,
            List<Tiers.Candidate> candidates,
            String chosen,
            double propensity,
            boolean heardOf) {}

    public Preview of(Message message, long nowMs) {
        Ruling ruling = rules.ruling(message, config.rules());
        Message routed = ruling == null ? message : RouterCodec.routed(message, ruling.routing());
        Answer unwelcome =
                new Admission(config.admission()).refusal(RouterCodec.candidate(message, message.getMessageId()));
        String refusal = unwelcome != null ? unwelcome.error() : ruling != null ? ruling.refusal() : "";
        Choice choice = null;
        if (refusal.isEmpty()) {
            try {
                choice = choice(pools.of(routed), routed, nowMs);
            } catch (IllegalArgumentException e) {
                refusal = "routing: " + e.getMessage();
            }
        }
        return new Preview(rules.opinions(message, config.rules()), ruling, refusal, routed, choice);
    }

    private Choice choice(CandidatePool pool, Message message, long nowMs) {
        pools.refresh(pool, nowMs);
        pool.agents.seats().forEach(seat -> load(seat, nowMs));
        pool.agents.reopen(nowMs);
        Wish wish = new Wish(Candidates.keyOf(message), Set.of(), nowMs, new SplittableRandom(nowMs), true);
        List<Tiers.Candidate> before = ranked(pool, nowMs);
        Seat chosen = pool.agents.pick(wish);
        return new Choice(
                pool.query.capability(),
                pool.strategy.name(),
                chosen == null ? before : ranked(pool, nowMs),
                chosen == null ? "" : chosen.agentId(),
                pool.agents.propensity(),
                pools.knowsCapability(pool));
    }

    private static List<Tiers.Candidate> ranked(CandidatePool pool, long nowMs) {
        return pool.agents.candidates(Integer.MAX_VALUE, nowMs).stream()
                .sorted(Comparator.comparingDouble(Tiers.Candidate::score))
                .toList();
    }

    /** As busy as the registry says. */
    private void load(Seat seat, long nowMs) {
        int inFlight = index.get(seat.agentId()).map(AgentStatus::getInFlight).orElse(0);
        for (int i = 0; i < Math.min(inFlight, seat.capacity()); i++) {
            loads.begin(seat.agentId(), seat.epoch(), nowMs);
        }
    }
}
