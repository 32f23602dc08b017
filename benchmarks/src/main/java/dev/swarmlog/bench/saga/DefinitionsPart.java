package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import java.util.ArrayList;
import java.util.List;

/** How many different definitions of four steps are validated in a second, and how many that were validated lately. */
final class DefinitionsPart implements Part {
    private static final int LATELY = 100;

    private final SagaScale scale;

    DefinitionsPart(SagaScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "definitions";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        List<String> sources = new ArrayList<>(scale.definitions());
        for (int i = 0; i < scale.definitions(); i++) {
            sources.add(source(i));
        }
        Definitions definitions = new Definitions();
        findings.figure("definitions_per_s", validated(definitions, sources));
        findings.figure(
                "definitions_again_per_s",
                validated(
                        definitions,
                        sources.subList(sources.size() - Math.min(sources.size(), LATELY), sources.size())));
        findings.setting("definitions", sources.size());
    }

    private static double validated(Definitions definitions, List<String> sources) {
        long begin = System.nanoTime();
        for (String source : sources) {
            if (!(definitions.validate(source) instanceof Validation.Valid)) {
                throw new IllegalStateException("a definition of the bench is not valid");
            }
        }
        return sources.size() * 1e9 / (System.nanoTime() - begin);
    }

    /** Each has an expression of its own. */
    private static String source(int number) {
        return String.join(
                "\n",
                "apiVersion: swarmlog.dev/v1",
                "kind: Saga",
                "metadata: {name: bench-" + number + ", version: 1.0.0}",
                "steps:",
                "  reserve: {task: stock.reserve@^1, compensate: {task: stock.release}}",
                "  charge: {task: payments.charge, after: reserve, when: input.amount > " + number + "}",
                "  ship: {task: parcels.ship, after: charge, join: ANY, input: {to: \"${input.address}\"}}",
                "  tell: {task: mail.send, after: ship}");
    }
}
