package dev.swarmlog.bench.detection;

import static java.util.Objects.requireNonNull;

import dev.swarmlog.registry.core.Admission;
import dev.swarmlog.registry.core.Agent;
import dev.swarmlog.registry.core.Card;
import dev.swarmlog.registry.core.Deadlines;
import dev.swarmlog.registry.core.Horizon;
import dev.swarmlog.registry.core.Panic;
import dev.swarmlog.registry.core.Publication;
import dev.swarmlog.registry.core.RegistryEvent;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Blinded;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import dev.swarmlog.registry.core.RegistryEvent.Work;
import dev.swarmlog.registry.core.RegistryMachine;
import dev.swarmlog.registry.core.State;
import dev.swarmlog.registry.core.Timeouts;
import dev.swarmlog.registry.core.health.HealthRules;
import dev.swarmlog.registry.core.liveness.CanaryRules;
import dev.swarmlog.registry.core.rhythm.Detector;
import java.util.List;

/**
 * The registry's own machine, horizon and deadlines with its defaults, on simulated time; what its processor does with
 * them, but for panic: that would only make fewer mistakes.
 */
final class AdaptiveRun {
    private static final long TICK_MS = 100;
    private static final long NEVER = 100L * 365 * 24 * 3_600_000;
    private static final long AFTERWARDS_MS = 120_000;
    private static final Situation CALM = new Situation(Panic.Crowd.FEW, false, 0, 0);
    private static final RegistryMachine MACHINE = new RegistryMachine(
            new Admission(new Admission.CardLimits(256, 64, 4, 4, 1_000), 1, 1, 100, 30_000, NEVER),
            new Timeouts(Detector.DEFAULT, NEVER, NEVER),
            HealthRules.DEFAULT,
            new CanaryRules(NEVER, NEVER),
            new Publication(NEVER, 1, 1));

    private final Population population;
    private final Verdicts verdicts;
    private final Agent[] agents;
    private final int[] beats;
    private final Deadlines deadlines = new Deadlines();
    private final Horizon horizon = new Horizon(new Horizon.Patience(TICK_MS, 500, 1_000, 10_000, 1_000), 0);

    private AdaptiveRun(Population population) {
        this.population = population;
        this.verdicts = new Verdicts(population);
        this.agents = new Agent[population.size()];
        this.beats = new int[agents.length];
    }

    static Verdicts of(Population population) {
        AdaptiveRun run = new AdaptiveRun(population);
        for (int agent = 0; agent < run.agents.length; agent++) {
            run.agents[agent] = requireNonNull(
                    MACHINE.decide(null, new CardReceived(card(agent)), 0).next());
        }
        run.watch();
        return run.verdicts;
    }

    private void watch() {
        int next = 0;
        long end = population.span().untilMs() + AFTERWARDS_MS;
        for (long tick = TICK_MS; tick < end; tick += TICK_MS) {
            long now = population.lookedMs(tick);
            if (now > tick) {
                tick(now);
                tick = tickAfter(now);
            }
            while (next < population.arrivals() && Population.timeOf(population.arrival(next)) <= now) {
                read(population.arrival(next++), now);
            }
            tick(now);
        }
    }

    private void read(long arrival, long nowMs) {
        int agent = Population.agentOf(arrival);
        long appendedMs = Population.timeOf(arrival);
        horizon.read(Math.max(nowMs, appendedMs), appendedMs);
        int beat = beats[agent]++;
        Beat event = new Beat(1, beat, population.sentAtMs(agent, beat), Load.NONE, Work.NONE);
        verdicts.beats(agent);
        decide(agent, event, appendedMs, nowMs);
        if (beat == 0) {
            look(agent);
        }
    }

    private void tick(long nowMs) {
        horizon.tick(nowMs);
        long horizonMs = horizon.ms();
        long unseenMs = horizon.takeUnseenMs();
        if (unseenMs > 0) {
            for (int agent = 0; agent < agents.length; agent++) {
                decide(agent, new Blinded(unseenMs), horizonMs, nowMs);
            }
        }
        for (String due = deadlines.takeDue(horizonMs); due != null; due = deadlines.takeDue(horizonMs)) {
            int agent = Integer.parseInt(due);
            decide(agent, new TimedOut(CALM), horizonMs, nowMs);
            look(agent);
        }
    }

    private void decide(int agent, RegistryEvent event, long atMs, long nowMs) {
        Agent before = agents[agent];
        Agent next = requireNonNull(MACHINE.decide(before, event, atMs).next());
        agents[agent] = next;
        if (next.state() != before.state()) {
            look(agent);
            if (next.state() == State.DEAD) {
                verdicts.dead(agent, nowMs);
            }
        }
    }

    private void look(int agent) {
        deadlines.noLaterThan(String.valueOf(agent), MACHINE.timeouts().deadlineMs(agents[agent]));
    }

    static long tickAfter(long ms) {
        return Math.ceilDiv(ms, TICK_MS) * TICK_MS;
    }

    private static Card card(int agent) {
        return new Card(
                "agent-" + agent,
                1,
                "",
                List.of(new Card.Capability("beat", "1.0.0")),
                List.of(),
                new Card.Place("", "", 0),
                new Card.Capacity(1, 1.0, 1_000),
                0);
    }
}
