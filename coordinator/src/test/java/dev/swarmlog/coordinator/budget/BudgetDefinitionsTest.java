package dev.swarmlog.coordinator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.AtLimit;
import dev.swarmlog.coordinator.budget.core.AtLimit.Action;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Limit;
import dev.swarmlog.coordinator.budget.core.Period;
import dev.swarmlog.coordinator.budget.core.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class BudgetDefinitionsTest {
    private static final String WHOLE = """
        apiVersion: swarmlog.dev/v1
        kind: Budget
        metadata: {name: acme, description: what acme may spend}
        spec:
          limit: {tokens: 1000000, cost: 12.5, calls: 100, time: 2h, depth: 4}
          alerts: [80, 50]
          atLimit: STOP
          hold: 5m
          period: DAY
          unsettled: RELEASE
          prices:
            models:
              opus: {in: 15, out: 75.0, call: 0.0001}
            agents:
              scraper: {call: 0.002}
          below:
            research: {limit: {cost: 5}, atLimit: {do: ASK, within: 30m}}
            research/*: {limit: {calls: 10}, atLimit: {do: DEGRADE, capability: llm.small, percent: 20, from: 80}}
            "*": {atLimit: {do: HANDOFF, capability: desk}}
        """;

    @Test
    void readsEverythingThatABudgetCanSay() {
        BudgetDefinitions.Read read = BudgetDefinitions.read(WHOLE);

        assertThat(read.problems()).isEmpty();
        Definition acme = Objects.requireNonNull(read.definition());
        Limit outermost = Objects.requireNonNull(acme.on(List.of("acme")));
        assertThat(outermost.amounts()).isEqualTo(new Amounts(1_000_000, 12_500_000, 100, 7_200_000));
        assertThat(outermost.depthMax()).isEqualTo(4);
        assertThat(outermost.thresholds()).containsExactly(50, 80);
        assertThat(acme.holdMs()).isEqualTo(300_000);
        assertThat(acme.charges()).isFalse();
        assertThat(acme.period()).isEqualTo(Period.DAY);
        assertThat(acme.models()).containsEntry("opus", new Price(15_000_000, 75_000_000, 100));
        assertThat(acme.agents()).containsEntry("scraper", new Price(0, 0, 2_000));
        assertThat(atLimit(acme, "acme", "research")).isEqualTo(new AtLimit(Action.ASK, "", 0, 100, 1_800_000));
        assertThat(atLimit(acme, "acme", "research", "saga-1"))
                .isEqualTo(new AtLimit(Action.DEGRADE, "llm.small", 20, 80, 0));
        assertThat(atLimit(acme, "acme", "sales")).isEqualTo(new AtLimit(Action.HANDOFF, "desk", 0, 100, 0));
        assertThat(acme.on(List.of("acme", "sales", "x"))).isNull();
    }

    private static AtLimit atLimit(Definition definition, String... path) {
        return Objects.requireNonNull(definition.on(List.of(path))).atLimit();
    }

    @Test
    void tellsAllThatIsWrongAtOnceWithItsPlace() {
        BudgetDefinitions.Read read = BudgetDefinitions.read("""
            apiVersion: swarmlog.dev/v1
            kind: Budget
            metadata: {name: 7up}
            spec:
              limit: {tokens: -1, cost: lots, wall: 2h}
              alerts: [50, 101]
              atLimit: {do: DEGRADE, percent: 20}
              hold: 10
              below:
                a//b: {limit: {tokens: 1}}
                c: {atLimit: GIVE_UP}
            """);

        assertThat(read.definition()).isNull();
        assertThat(read.told())
                .contains("3:18: metadata.name: a name of letters")
                .contains("5:19: spec.limit.tokens: a whole number from 0 to")
                .contains("5:29: spec.limit.cost: a number from 0.0 to")
                .contains("there is no field 'wall' here")
                .contains("a percentage from 1 to 100 is expected, found the number 101")
                .contains("the capability to go to")
                .contains("8:9: spec.hold: a duration like 30s")
                .contains("a path is of names of 1 to 200 characters with '/' between, or '*' for any")
                .contains("below c: atLimit: STOP, ASK, or what to do");
    }

    @Test
    void theExamplesAreRight() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "budgets.md"));
        String example = Files.readString(Path.of("..", "examples", "budgets", "acme.yaml"));

        assertThat(BudgetDefinitions.read(example).problems()).isEmpty();
        assertThat(document).contains(example);
    }

    @Test
    void anythingElseIsNoBudgetEither() {
        for (String nonsense : List.of("", "[]", "kind: Saga", "{{", "\u0000", "spec: 7")) {
            assertThat(BudgetDefinitions.read(nonsense).definition())
                    .as(nonsense)
                    .isNull();
            assertThat(BudgetDefinitions.read(nonsense).problems()).as(nonsense).isNotEmpty();
        }
    }
}
