package dev.swarmlog.coordinator.tracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.tracker.core.improve.StepPlan;
import dev.swarmlog.v1.SagaDefinition;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
    private static final String TEXT = """
        metadata: {name: order, version: 1.2.0}
        spec: {retry: {attempts: 5, initial: 1s}}
        steps:
          zip: {task: a, timeout: 1m30s}
          ask: {kind: APPROVAL, after: zip}
          cut: {task: b, retry: {attempts: 2}}
          bow: {task: c, after: [zip, cut]}
        """;

    private final Catalogue catalogue = new Catalogue();

    private void deploy(String version) {
        catalogue.changed(
                "order@" + version, new SagaDefinition("order", version, "application/yaml", TEXT, "h", "", 1L));
    }

    @Test
    void readsWhatStepsAreInTheOrderOfTheirEvents() {
        deploy("1.2.0");

        assertThat(catalogue.plans("order", "1.2.0"))
                .isEqualTo(Map.of(
                        0, new StepPlan("cut", 0, 2, 1_000, true),
                        1, new StepPlan("zip", 90_000, 5, 1_000, true),
                        2, new StepPlan("ask", 0, 5, 1_000, false),
                        3, new StepPlan("bow", 0, 5, 1_000, true)));
        assertThat(catalogue.plans("order", "9.9.9")).isEmpty();
    }

    @Test
    void aChangeComesBeforeWhatItChanges() {
        deploy("1.2.0");
        deploy("1.2.0-improve.1");
        deploy("1.10.0-rc.1");
        deploy("1.9.0");

        assertThat(catalogue.newest("order")).isEqualTo("1.10.0-rc.1");
        catalogue.changed("order@1.10.0-rc.1", null);
        catalogue.changed("order@1.9.0", null);
        assertThat(catalogue.newest("order")).isEqualTo("1.2.0");
        assertThat(catalogue.newest("nobody")).isEmpty();
    }

    @Test
    void eachChangeHasAVersionOfItsOwn() {
        deploy("1.2.0");
        assertThat(catalogue.nextChange("order", "1.2.0")).isEqualTo("1.2.0-improve.1");
        deploy("1.2.0-improve.1");
        assertThat(catalogue.nextChange("order", "1.2.0-improve.1")).isEqualTo("1.2.0-improve.2");
        assertThat(catalogue.nextChange("order", "2.0.0-rc.1"))
                .as("nobody has released it")
                .isEmpty();
    }

    @Test
    void whatIsNoDefinitionHasNoSteps() {
        catalogue.changed("order@1.0.0", new SagaDefinition("order", "1.0.0", "", "{{", "h", "", 1L));
        catalogue.changed("order@1.0.1", new SagaDefinition("order", "1.0.1", "", "steps: [1, 2]", "h", "", 1L));

        assertThat(catalogue.plans("order", "1.0.0")).isEmpty();
        assertThat(catalogue.plans("order", "1.0.1")).isEmpty();
    }
}
