package dev.swarmlog.bench.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How soon the index answers inside a program, while statuses change: one thread asks without a pause, another changes.
 * Questions that nobody asked before are told from those that are asked again and again.
 */
final class DiscoveryPart implements Part {
    private static final double NANOS_PER_MS = 1e6;
    private static final int MEASURED_SECONDS_MAX = 10;
    private static final int TICKS_PER_SECOND = 200;

    /** What a swarm publishes in a second when every agent's load moves every other second. */
    private static final double CHANGES_PER_AGENT = 0.5;

    private static final int CHANGES_MAX = 10_000;

    private final Scale scale;

    DiscoveryPart(Scale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "discovery";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        Histogram few = measure(scale.agents(), true);
        findings.figure("discovery_p50_ms", few.getValueAtPercentile(50) / NANOS_PER_MS);
        findings.figure("discovery_p99_ms", few.getValueAtPercentile(99) / NANOS_PER_MS);
        findings.figure("discovery_max_ms", few.getMaxValue() / NANOS_PER_MS);
        Histogram kept = measure(scale.agents(), false);
        findings.figure("discovery_repeated_p99_ms", kept.getValueAtPercentile(99) / NANOS_PER_MS);
        Histogram many = measure(scale.agentsMany(), true);
        findings.figure("queries_per_s", perSecond(many));
        findings.figure("queries_p99_ms", many.getValueAtPercentile(99) / NANOS_PER_MS);
        findings.figure("repeated_queries_per_s", perSecond(measure(scale.agentsMany(), false)));
        findings.figure("index_bytes_per_agent", bytesPerAgent(scale.agentsMany()));
        findings.limit("discovery_p99_ms_max", 1);
        findings.limit("queries_per_s_min", 5_000);
        findings.limit("index_bytes_per_agent_max", 2_000);
        findings.setting("agents", scale.agents());
        findings.setting("agents_many", scale.agentsMany());
        findings.setting("status_changes_per_s", changesPerSecond(scale.agents()));
        findings.setting("status_changes_per_s_many", changesPerSecond(scale.agentsMany()));
    }

    private static int changesPerSecond(int agents) {
        return Math.clamp((long) (agents * CHANGES_PER_AGENT), 1, CHANGES_MAX);
    }

    private static double perSecond(Histogram answers) {
        return answers.getTotalCount() / ((answers.getEndTimeStamp() - answers.getStartTimeStamp()) / 1e3);
    }

    /** @param fresh whether each question is one that nobody asked before */
    private Histogram measure(int agents, boolean fresh) throws InterruptedException {
        AgentIndex index = new AgentIndex();
        Population population = new Population(index, agents);
        Thread writer =
                Thread.ofPlatform().name("bench-changes").start(() -> change(population, changesPerSecond(agents)));
        try {
            SplittableRandom random = new SplittableRandom(7);
            ask(index, random, fresh, Math.min(5, scale.warmUpSeconds()));
            return ask(index, random, fresh, Math.min(MEASURED_SECONDS_MAX, scale.seconds()));
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    private static Histogram ask(AgentIndex index, SplittableRandom random, boolean fresh, int seconds) {
        Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        nanos.setStartTimeStamp(System.currentTimeMillis());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long asked = 0;
        for (long now = System.nanoTime(); now < end; asked++) {
            AgentQuery query = Population.query(random, fresh ? asked : 0);
            long begin = System.nanoTime();
            index.find(query);
            now = System.nanoTime();
            nanos.recordValue(now - begin);
        }
        nanos.setEndTimeStamp(System.currentTimeMillis());
        return nanos;
    }

    /** In small steps, as they come from a topic. */
    private static void change(Population population, int perSecond) {
        long begin = System.nanoTime();
        long changed = 0;
        while (!Thread.interrupted()) {
            long due = (long) ((System.nanoTime() - begin) / 1e9 * perSecond);
            while (changed < due) {
                population.change();
                changed++;
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND);
        }
    }

    private static double bytesPerAgent(int agents) throws InterruptedException {
        long before = heap();
        AgentIndex index = new AgentIndex();
        Population population = new Population(index, agents);
        for (int i = 0; i < agents; i++) {
            population.change();
        }
        double bytes = (double) (heap() - before) / index.size();
        population.change();
        return bytes;
    }

    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            Pauses.nap(200_000_000);
        }
        return least;
    }
}
