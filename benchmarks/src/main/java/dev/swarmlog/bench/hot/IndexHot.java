package dev.swarmlog.bench.hot;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.bench.registry.Population;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A question with three conditions to an index of 10,000 agents, and a status that changes in it. */
@State(Scope.Thread)
public class IndexHot {
    private static final int AGENTS = 10_000;

    private final AgentIndex index = new AgentIndex();
    private final Population population = new Population(index, AGENTS);
    private final SplittableRandom random = new SplittableRandom(7);
    private long asked;

    @Benchmark
    public final Object query() {
        AgentQuery query = Population.query(random, ++asked);
        return index.find(query);
    }

    @Benchmark
    public final int change() {
        population.change();
        return index.size();
    }
}
