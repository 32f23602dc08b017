package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.crew.Numbers;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The kinds of saga that are measured: three steps, one after the other. */
enum Kind {
    /** As a definition is that says nothing: no step leaves before the decision to begin it is committed. */
    STRICT("throughput", "sagas", 5_000, false, false),
    /** Its steps are declared idempotent, so they are sent ahead. */
    FAST("ahead", "fast_sagas", 0, true, false),
    /** The third step fails for good, and the two before it are undone. */
    FAILING("compensation", "compensated", 3_000, false, true);

    static final String FAILS = "bench.fails";
    private static final List<String> CAPABILITIES =
            List.of("bench.one", "bench.two", "bench.three", "bench.undo-one", "bench.undo-two", FAILS);

    /** So many numbers each saga has for what agents are asked to do in it: three steps forward, three back. */
    static final int DELIVERIES_MAX = 6;

    /** Behind the id with its number are a slash and eight digits of the time at which the saga started. */
    private static final int STEP_AT = Numbers.BEHIND_ID_AT + 10;

    private static final int WAY_AT = STEP_AT + 2;

    private final String part;
    private final String figure;
    private final int perSecondMin;
    private final boolean idempotent;
    private final boolean failing;

    Kind(String part, String figure, int perSecondMin, boolean idempotent, boolean failing) {
        this.part = part;
        this.figure = figure;
        this.perSecondMin = perSecondMin;
        this.idempotent = idempotent;
        this.failing = failing;
    }

    /** Which part of the bench measures it. */
    String part() {
        return part;
    }

    /** How many of them are aimed at in a second; 0 where nothing is. */
    int perSecondMin() {
        return perSecondMin;
    }

    /** With what the names of its figures begin. */
    String figure() {
        return figure;
    }

    static String[] capabilities() {
        return CAPABILITIES.toArray(String[]::new);
    }

    String definition() {
        List<String> lines = new ArrayList<>(List.of(
                "apiVersion: swarmlog.dev/v1",
                "kind: Saga",
                "metadata: {name: " + definitionName() + ", version: 1.0.0}",
                "spec: {idempotent: " + idempotent + "}",
                "steps:",
                "  one: {task: bench.one" + undo("bench.undo-one") + "}",
                "  two: {task: bench.two, after: one" + undo("bench.undo-two") + "}",
                "  three: {task: " + (failing ? FAILS : "bench.three") + ", after: two}"));
        return String.join("\n", lines);
    }

    Definition read() {
        return switch (new Definitions().validate(definition())) {
            case Validation.Valid(Definition definition) -> definition;
            case Validation.Invalid invalid ->
                throw new IllegalStateException(invalid.problems().toString());
        };
    }

    private String undo(String capability) {
        return failing ? ", compensate: {task: " + capability + "}" : "";
    }

    String definitionName() {
        return "bench-" + name().toLowerCase(Locale.ROOT);
    }

    /** How often agents are asked to do something in one saga. */
    int deliveries() {
        return failing ? 5 : 3;
    }

    /** How a reply says that a saga ended as it should. */
    byte goodReply() {
        return failing ? Numbers.FAILED : Numbers.COMPLETED;
    }

    /** The number of what a delivery asks for, of all that are ever asked for. */
    static int numberOf(byte[] delivery) {
        int step = delivery[STEP_AT] - '0';
        int back = delivery[WAY_AT] == 'u' ? DELIVERIES_MAX / 2 : 0;
        return Numbers.read(delivery, Numbers.ID_AT) * DELIVERIES_MAX + step + back;
    }
}
