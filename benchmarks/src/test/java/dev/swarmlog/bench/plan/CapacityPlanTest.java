package dev.swarmlog.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CapacityPlanTest {
    @Test
    void whatComesFastTravelsTogether() {
        Traffic.Link slow = Traffic.Link.none().with(200, 3, Costs.MEASURED);
        Traffic.Link fast = Traffic.Link.none().with(1_000_000, 3, Costs.MEASURED);

        assertThat(slow.requests()).isEqualTo(200);
        assertThat(fast.requests()).isEqualTo(3 * Costs.MEASURED.requestsPerConnection());
    }

    @Test
    void moreOfAnythingNeverNeedsLess() {
        CapacityPlan few = plan(10_000, 1_000, 1_000);
        CapacityPlan many = plan(1_000_000, 1_000, 1_000);
        CapacityPlan busy = plan(1_000_000, 100_000, 1_000);

        assertThat(total(many)).isGreaterThan(total(few));
        assertThat(total(busy)).isGreaterThan(total(many));
        assertThat(busy.partitions()).isGreaterThanOrEqualTo(many.partitions());
        assertThat(busy.money().all()).isGreaterThan(many.money().all());
    }

    @Test
    void evenTheSmallestSurvivesTheLossOfOne() {
        assertThat(plan(1, 1, 1).needs())
                .extracting(Need::what, Need::instances)
                .containsExactly(tuple("broker", 3), tuple("agent-registry", 2), tuple("router", 2));
    }

    @Test
    void agentsWithAClientEachReadWhatIsTheirNeighbours() {
        CapacityPlan hosted = plan(20_000, 1_000, 20_000);
        CapacityPlan alone = plan(20_000, 1_000, 1);

        assertThat(hosted.inboxesRead()).isEqualTo(1);
        assertThat(alone.inboxesRead()).isBetween(9.0, 10.0);
        assertThat(alone.volume().outMibPerSecond())
                .isGreaterThan(2 * hosted.volume().outMibPerSecond());
    }

    @Test
    void aFasterCoreNeedsFewer() {
        Machines fast = new Machines(8, 0.6, 2, 3, Machines.Prices.USUAL);
        Demand demand = new Demand(1_000_000, 5, 100_000, 1_000, 1_000, 24);

        assertThat(total(CapacityPlan.of(demand, fast, Costs.MEASURED)))
                .isLessThan(0.7 * total(CapacityPlan.of(demand, Machines.USUAL, Costs.MEASURED)));
    }

    /** Of runs that the costs were not made from (docs/scale.md): agents, messages/s, cores of brokers and of the router. */
    @ParameterizedTest
    @CsvSource({"10000, 200, 0.98, 0.21", "10000, 2000, 1.14, 0.20", "4000, 1500, 1.14, 0.21", "1000, 50, 0.61, 0.10"})
    void agreesWithRunsThatItWasNotMadeFrom(long agents, double rate, double brokers, double router) {
        Demand demand = new Demand(agents, 5, rate, 30, 1_000_000, 1);

        CapacityPlan.Cores reckoned = CapacityPlan.Cores.of(demand, new Traffic.Fleet(3, 1, 1, 3), Costs.MEASURED);

        assertThat(reckoned.brokers()).isCloseTo(brokers, withinPercentage(20));
        assertThat(reckoned.router()).isCloseTo(router, withinPercentage(20));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new Demand(0, 5, 1, 1, 1, 1)).hasMessageContaining("agents");
        assertThatThrownBy(() -> new Demand(1, 5, -1, 1, 1, 1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Machines(8, 1.5, 1, 3, Machines.Prices.USUAL))
                .hasMessageContaining("busy");
    }

    private static CapacityPlan plan(long agents, double rate, int agentsPerHost) {
        return CapacityPlan.of(new Demand(agents, 5, rate, 1_000, agentsPerHost, 24), Machines.USUAL, Costs.MEASURED);
    }

    private static double total(CapacityPlan plan) {
        return plan.needs().stream().mapToDouble(Need::cores).sum();
    }
}
