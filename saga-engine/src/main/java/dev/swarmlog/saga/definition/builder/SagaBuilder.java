package dev.swarmlog.saga.definition.builder;

import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A definition in the making. */
public final class SagaBuilder {
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> steps = new LinkedHashMap<>();

    private SagaBuilder(String name, String version) {
        metadata.put("name", name);
        metadata.put("version", version);
    }

    /** A definition of this name, in this semantic version. */
    public static SagaBuilder saga(String name, String version) {
        return new SagaBuilder(name, version);
    }

    public SagaBuilder description(String text) {
        metadata.put("description", text);
        return this;
    }

    public SagaBuilder tags(String... tags) {
        metadata.put("tags", List.of(tags));
        return this;
    }

    /** How long an instance may take before it is undone. */
    public SagaBuilder timeout(Duration timeout) {
        spec.put("timeout", timeout);
        return this;
    }

    public SagaBuilder compensation(Strategy strategy) {
        spec.put("compensation", strategy.name());
        return this;
    }

    /** For all steps that say nothing else. */
    public SagaBuilder retry(Retry retry) {
        spec.put("retry", retry.fields());
        return this;
    }

    /** For all steps that say nothing else: to do them twice is like doing them once. */
    public SagaBuilder idempotent() {
        spec.put("idempotent", true);
        return this;
    }

    /** What one instance may use up; 0 means without limit. */
    public SagaBuilder budget(long tokens, BigDecimal cost, long calls) {
        Map<String, @Nullable Object> budget = new LinkedHashMap<>();
        if (tokens > 0) {
            budget.put("tokens", tokens);
        }
        if (cost.signum() > 0) {
            budget.put("cost", cost.doubleValue());
        }
        if (calls > 0) {
            budget.put("calls", calls);
        }
        spec.put("budget", budget);
        return this;
    }

    /** A JSON Schema of what an instance may be started with. */
    public SagaBuilder input(Map<String, ?> schema) {
        spec.put("input", schema);
        return this;
    }

    /** A JSON Schema of what an instance must answer. */
    public SagaBuilder output(Map<String, ?> schema) {
        spec.put("output", schema);
        return this;
    }

    /** What an instance answers: a value with holes. */
    public SagaBuilder returns(@Nullable Object template) {
        spec.put("returns", template);
        return this;
    }

    public SagaBuilder step(String name, StepBuilder<?> step) {
        if (steps.put(name, step.fields()) != null) {
            throw new IllegalArgumentException("each step once is expected, found '" + name + "' again");
        }
        return this;
    }

    /** The document, as a person could have written it. */
    public String toYaml() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "swarmlog.dev/v1");
        document.put("kind", "Saga");
        document.put("metadata", metadata);
        if (!spec.isEmpty()) {
            document.put("spec", spec);
        }
        document.put("steps", steps);
        return YamlText.of(document);
    }

    public Validation validate(Definitions definitions) {
        return definitions.validate(toYaml());
    }

    /** Throws IllegalArgumentException, with all that is wrong, where this is no definition. */
    public Definition build(Definitions definitions) {
        return switch (validate(definitions)) {
            case Validation.Valid(Definition definition) -> definition;
            case Validation.Invalid invalid ->
                throw new IllegalArgumentException(invalid.problems().stream()
                        .map(problem -> (problem.section().isEmpty() ? "" : problem.section() + ": ")
                                + (problem.field().isEmpty() ? "" : problem.field() + ": ")
                                + problem.text())
                        .collect(Collectors.joining("; ")));
        };
    }
}
