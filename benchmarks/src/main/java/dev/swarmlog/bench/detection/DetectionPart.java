package dev.swarmlog.bench.detection;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.detection.Population.Span;

/**
 * How soon the dead are found, and how many of the living are taken for dead, by the registry and by a fixed timeout that
 * finds them as soon, on the same trace.
 */
public final class DetectionPart implements Part {
    private static final long MINUTE_MS = 60_000;
    private static final long SEED = 2_026;
    /** Of none seen in a run, at most three are to be expected in another one (95 %). */
    private static final double NONE_MEANS = 3;

    private final int agents;

    public DetectionPart(int agents) {
        this.agents = agents;
    }

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        measure(findings, SEED);
    }

    void measure(Findings findings, long seed) {
        Span known = new Span(30 * MINUTE_MS, 40 * MINUTE_MS);
        Population population = Population.of(agents, known, seed);
        Verdicts ours = AdaptiveRun.of(population);
        findings.figure("detection_p99_s", ours.p99Ms() / 1_000);
        findings.figure("detection_mean_s", ours.meanMs() / 1_000);
        findings.limit("detection_p99_s_max", 3);
        compare(findings, population, ours, "");

        Population paused = population.watchedByOneThatPauses(seed);
        compare(findings, paused, AdaptiveRun.of(paused), "_registry_pausing");

        Population strangers = Population.of(agents, new Span(0, 10 * MINUTE_MS), seed);
        compare(findings, strangers, AdaptiveRun.of(strangers), "_of_strangers");

        findings.limit("false_deaths_ratio_min", 50);
        findings.setting("detection_agents", agents);
        findings.setting("detection_agent_hours", agents * known.hours());
        findings.setting("detection_seed", seed);
    }

    private static void compare(Findings findings, Population population, Verdicts ours, String of) {
        long sameMean = FixedRun.timeoutAsFastAs(population, ours.meanMs(), Verdicts::meanMs);
        long sameP99 = FixedRun.timeoutAsFastAs(population, ours.p99Ms(), Verdicts::p99Ms);
        int fixed = FixedRun.of(population, sameMean).falseDeaths();
        int patient = FixedRun.of(population, sameP99).falseDeaths();
        double wrong = Math.max(NONE_MEANS, ours.falseDeaths());
        findings.figure("detection_false_deaths" + of, ours.falseDeaths());
        findings.figure("detection_false_deaths_fixed" + of, fixed);
        findings.figure("detection_false_deaths_fixed_same_p99" + of, patient);
        findings.figure("detection_fixed_timeout_s" + of, sameMean / 1_000.0);
        findings.ratio("false_deaths_ratio" + of, fixed / wrong);
        findings.ratio("false_deaths_ratio_same_p99" + of, patient / wrong);
    }
}
