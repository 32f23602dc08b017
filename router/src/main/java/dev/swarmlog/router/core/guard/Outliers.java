package dev.swarmlog.router.core.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes agents out of the choice that succeed much less often than the others of their pool, for a while (Envoy's outlier
 * detection). Thread-safe.
 *
 * <p>Measured against the median, not mean and deviation: several bad agents do not hide each other, and five agents are
 * enough. Latency ejects nobody: it is part of the default strategy's every choice, and agents of one pool may well have
 * got work of different size.
 */
public final class Outliers {
    private final Terms terms;

    /**
     * When an agent is out of the ordinary, and what follows.
     *
     * @param intervalMs whose outcomes are compared
     * @param volumeMin how many outcomes make an agent comparable
     * @param agentsMin how many comparable agents make a comparison
     * @param margin how far under the median a success rate must be
     * @param ejectMs for how long an agent is ejected the first time; each time soon after it is one of these more
     * @param ejectMsMax for how long at most
     * @param shareMax the share of a pool that is ejected at most; one agent of a small pool always may be
     */
    public record Terms(
            long intervalMs,
            int volumeMin,
            int agentsMin,
            double margin,
            long ejectMs,
            long ejectMsMax,
            double shareMax) {}

    private record Rated(AgentGuard agent, double successRate) {}

    public Outliers(Terms terms) {
        this.terms = terms;
    }

    /** Compares the members of a pool by the last interval. One at a time, or two might eject more than the share. */
    public synchronized void judge(List<AgentGuard> members, long nowMs) {
        List<Rated> rated = new ArrayList<>();
        int ejected = 0;
        for (AgentGuard member : members) {
            if (member.isEjected(nowMs)) {
                ejected++;
            } else if (member.tally().volume(nowMs) >= terms.volumeMin()) {
                rated.add(new Rated(member, member.tally().successRate(nowMs)));
            }
        }
        int allowed = Math.max(1, (int) (members.size() * terms.shareMax())) - ejected;
        if (rated.size() < terms.agentsMin() || allowed <= 0) {
            return;
        }
        rated.sort(Comparator.comparingDouble(Rated::successRate));
        double enough = rated.get(rated.size() / 2).successRate() - terms.margin();
        for (Rated worst : rated.subList(0, Math.min(allowed, rated.size()))) {
            if (worst.successRate() < enough) {
                worst.agent().eject(nowMs);
            }
        }
    }
}
