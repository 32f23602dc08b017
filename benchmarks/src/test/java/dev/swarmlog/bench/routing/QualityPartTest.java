package dev.swarmlog.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.bench.Findings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The aims of the router's quality, in a short version of what the bench measures; wide enough to hold for any seed. */
final class QualityPartTest {
    private static double number(Map<String, Object> section, String name) {
        return ((Number) Objects.requireNonNull(section.get(name), name)).doubleValue();
    }

    @Test
    void theDefaultStrategyKeepsItsPromises() {
        Findings findings = new Findings();

        new QualityPart(15_000).measure(findings);

        Map<String, Object> figures = Objects.requireNonNull(findings.sections().get("figures"));
        Map<String, Object> ratios = Objects.requireNonNull(findings.sections().get("ratios"));
        assertThat(number(figures, "antagonist_gain_10")).isGreaterThan(3);
        assertThat(number(figures, "antagonist_gain_50")).isGreaterThan(3);
        assertThat(number(ratios, "jsq_ratio")).isLessThan(1.3);
        assertThat(number(ratios, "jsq_ratio_single")).isLessThan(1.3);
        assertThat(number(ratios, "jsq_ratio_shared")).isLessThan(1.3);
        assertThat(number(figures, "hash_load_over_average")).isLessThanOrEqualTo(1.251);
        assertThat(number(figures, "moved_share_by_n")).isBetween(0.99, 1.01);
        assertThat(number(figures, "adaptive_recovery_messages")).isLessThan(400);
        assertThat(number(figures, "adaptive_recovery_messages_failing")).isLessThan(400);
    }

    @Test
    void theSameSeedGivesTheSameResult() {
        Scenario scenario = new Scenario("s", new Scenario.Crew(5, 16, 4), 0.8, List.of(0.5, 1.0), 500);

        Simulation.Result one = new Simulation(scenario, new ShortestQueue(5, 9), 9).run(3_000);
        Simulation.Result other = new Simulation(scenario, new ShortestQueue(5, 9), 9).run(3_000);

        assertThat(one).isEqualTo(other);
        assertThat(one.meanWaitMs()).isPositive();
    }
}
