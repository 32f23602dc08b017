package dev.swarmlog.bench.routing;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.routing.Scenario.Crew;
import dev.swarmlog.router.core.strategy.StrategyName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What the strategies make of agents that are not alike, simulated; see {@link Simulation}.
 *
 * <p><b>Antagonists</b>, after Prequal (Wydrowski and others, NSDI 2024): each agent has eight cores that its messages
 * share and would take up to 64 at once. Others use the machine too, so an agent's speed walks between five levels, 20, 40,
 * 60, 80 and 100 %, one up or down every five seconds on average, each agent for itself. Messages arrive at random (Poisson),
 * 100 ms of work each with a deviation as large, 75 % of what all agents together can do on average: more than an agent at
 * the lower two levels can do. <b>Places</b>: the same, but an agent works on eight at once at full speed each, so that
 * the router, who knows that, keeps what is too much for it in its own line. <b>Full</b>: all at full speed, 95 % asked.
 */
public final class QualityPart implements Part {
    public static final int MESSAGES = 100_000;

    private static final List<Double> WALK = List.of(0.2, 0.4, 0.6, 0.8, 1.0);
    private static final List<Double> STEADY = List.of(1.0);
    private static final double DWELL_MS = 5_000;
    private static final long[] SEEDS = {1, 2, 3};

    private static final Scenario ANTAGONIST_10 = antagonist("antagonist_10", new Crew(10, 64, 8));
    private static final Scenario ANTAGONIST_50 = antagonist("antagonist_50", new Crew(50, 64, 8));
    private static final Scenario PLACES = antagonist("places_50", new Crew(50, 8, 8));
    private static final Scenario FULL = full("full_50", new Crew(50, 8, 8));
    private static final Scenario FULL_SINGLE = full("full_50_single", new Crew(50, 1, 1));
    private static final Scenario FULL_SHARED = full("full_50_shared", new Crew(50, 64, 8));

    /** Where messages say nothing of content or urgency; and who chooses nobody. */
    private static final Set<StrategyName> LIKE_THE_DEFAULT =
            EnumSet.of(StrategyName.CONTENT_BASED, StrategyName.PRIORITY, StrategyName.BROADCAST);

    private final int messages;

    /** With how many messages are simulated each time. */
    public QualityPart(int messages) {
        this.messages = messages;
    }

    private static Scenario antagonist(String name, Crew crew) {
        return new Scenario(name, crew, 0.75, WALK, DWELL_MS);
    }

    private static Scenario full(String name, Crew crew) {
        return new Scenario(name, crew, 0.95, STEADY, DWELL_MS);
    }

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        measure(findings);
    }

    void measure(Findings findings) {
        findings.figure("antagonist_gain_10", gain(ANTAGONIST_10));
        findings.limit("antagonist_gain_10_min", 5);
        findings.figure("antagonist_gain_50", gain(ANTAGONIST_50));
        findings.limit("antagonist_gain_50_min", 1.54);
        toShortestQueue(findings, FULL, "");
        toShortestQueue(findings, FULL_SINGLE, "_single");
        toShortestQueue(findings, FULL_SHARED, "_shared");
        findings.limit("jsq_ratio_max", 1.3);
        Keys.measure(findings);
        Degradation.measure(findings);
        table(findings);
        findings.setting("quality_messages", messages);
        findings.setting("quality_seeds", SEEDS.length);
    }

    /** The median over the seeds of how many times better the default's p99 is than taking turns. */
    private double gain(Scenario scenario) {
        return median(LongStream.of(SEEDS)
                .mapToDouble(
                        seed -> run(scenario, StrategyName.ROUND_ROBIN, seed).p99Ms()
                                / run(scenario, StrategyName.POWER_OF_TWO, seed).p99Ms())
                .toArray());
    }

    private void toShortestQueue(Findings findings, Scenario scenario, String of) {
        double[] means = new double[SEEDS.length];
        double[] tails = new double[SEEDS.length];
        for (int i = 0; i < SEEDS.length; i++) {
            Simulation.Result ours = run(scenario, StrategyName.POWER_OF_TWO, SEEDS[i]);
            Simulation.Result ideal = ideal(scenario, SEEDS[i]);
            means[i] = ours.meanWaitMs() / ideal.meanWaitMs();
            tails[i] = ours.p99WaitMs() / ideal.p99WaitMs();
        }
        findings.ratio("jsq_ratio" + of, median(means));
        findings.ratio("jsq_ratio_p99" + of, median(tails));
    }

    /** All strategies by all scenarios, and the ideal of balancing by load; one seed. */
    private void table(Findings findings) {
        for (Scenario scenario : List.of(ANTAGONIST_10, ANTAGONIST_50, PLACES, FULL)) {
            for (StrategyName strategy : StrategyName.values()) {
                if (!LIKE_THE_DEFAULT.contains(strategy)) {
                    row(findings, scenario, strategy.name(), run(scenario, strategy, SEEDS[0]));
                }
            }
            row(findings, scenario, "shortest_queue", ideal(scenario, SEEDS[0]));
        }
    }

    private static void row(Findings findings, Scenario scenario, String who, Simulation.Result result) {
        String name = scenario.name() + "_" + who.toLowerCase(Locale.ROOT);
        findings.figure(name + "_p50_ms", result.p50Ms());
        findings.figure(name + "_p99_ms", result.p99Ms());
    }

    private Simulation.Result run(Scenario scenario, StrategyName strategy, long seed) {
        return new Simulation(scenario, new RouterPlacement(strategy, scenario.crew(), seed), seed).run(messages);
    }

    private Simulation.Result ideal(Scenario scenario, long seed) {
        return new Simulation(scenario, new ShortestQueue(scenario.crew().size(), seed), seed).run(messages);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
