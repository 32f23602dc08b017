package dev.swarmlog.coordinator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Fact;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.BudgetFact;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class BudgetFactsTest {
    static {
        TrustedTypes.allow();
    }

    private static final Amounts SOME = new Amounts(1, 2, 3, 4);
    private static final Requester WHO = new Requester("sagas.replies", 5, "s-1");

    @Test
    void everyFactComesBackAsItWas() {
        List<Fact> facts = List.of(
                new Fact.Removed("ann"),
                new Fact.Opened("acme"),
                new Fact.Closed("acme/a"),
                new Fact.Reserved("r", "acme/a", SOME, "llm", "agent", "opus", 9, WHO),
                new Fact.Asked("r", "acme/a", SOME, "agent", "opus", 9, WHO),
                new Fact.Approved("r", "acme", SOME, "ann"),
                new Fact.Refused("r", "acme/a", "acme", "no room", "ann", 9),
                new Fact.HandedOff("r", "acme/a", "desk", 9),
                new Fact.Settled("r", SOME, "agent", "opus", 9),
                new Fact.Released("r", 9),
                new Fact.Expired("r", SOME, 9),
                new Fact.Reached("acme", 80),
                new Fact.Renewed(9),
                new Fact.Forgotten("r"));

        for (Fact fact : facts) {
            assertThat(BudgetFacts.fact(BudgetFacts.wire(fact))).isEqualTo(fact);
        }
        assertThat(facts).hasSize(Fact.class.getPermittedSubclasses().length - 1);
    }

    @Test
    void aDefinitionComesBackByItsSource() {
        String source = """
            apiVersion: swarmlog.dev/v1
            kind: Budget
            metadata: {name: acme}
            spec: {limit: {tokens: 7}}
            """;
        Definition definition =
                Objects.requireNonNull(BudgetDefinitions.read(source).definition());

        BudgetFact written = BudgetFacts.wire(new Fact.Defined(definition, "ann"));

        assertThat(BudgetFacts.fact(written)).isInstanceOfSatisfying(Fact.Defined.class, read -> {
            assertThat(read.by()).isEqualTo("ann");
            assertThat(read.definition().limits()).isEqualTo(definition.limits());
        });
    }
}
