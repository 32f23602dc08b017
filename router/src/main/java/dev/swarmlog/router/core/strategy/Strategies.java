package dev.swarmlog.router.core.strategy;

/** Makes strategies for pools. One for each process, since its table of affinities is for all tasks. */
public final class Strategies {
    private final Terms terms;
    private final AffinityTable affinities;

    /**
     * What strategies go by.
     *
     * @param hashLoadExcess the share by which an agent may exceed its part of the work under CONSISTENT_HASH
     * @param affinityKeysMax how many keys AFFINITY remembers
     * @param exploration the share of choices that ADAPTIVE spends on finding out
     * @param subsetMin how many agents there must be for each router task before a task prefers its own
     */
    public record Terms(double hashLoadExcess, int affinityKeysMax, double exploration, int subsetMin) {
        /** What is good for most. */
        public static final Terms USUAL = new Terms(0.25, 100_000, 0.05, 16);
    }

    public Strategies(Terms terms) {
        this.terms = terms;
        this.affinities = new AffinityTable(terms.affinityKeysMax());
    }

    Terms terms() {
        return terms;
    }

    /** For one pool, which is asked for by the scope and has that in flight. */
    Strategy create(StrategyName name, Object scope, InFlight inFlight) {
        return switch (name) {
            case POWER_OF_TWO, CONTENT_BASED, PRIORITY, BROADCAST -> new PowerOfTwo();
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_LOADED -> new LeastLoaded();
            case WEIGHTED -> new Weighted();
            case AFFINITY -> new Affinity(affinities, scope);
            case FAILOVER -> new Failover();
            case CONSISTENT_HASH -> new ConsistentHash(terms.hashLoadExcess(), inFlight);
            case ADAPTIVE -> new Adaptive(terms.exploration());
        };
    }
}
