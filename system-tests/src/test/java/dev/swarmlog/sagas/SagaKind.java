package dev.swarmlog.sagas;

import dev.swarmlog.saga.core.definition.Definition;
import java.util.Locale;
import java.util.SplittableRandom;

/** Definitions of all shapes; what each instance of them does, and where it fails, its input says. */
enum SagaKind {
    LINEAR(14, "", task("a", "") + task("b", ", after: a") + task("c", ", after: b")),
    BRANCHED(
            8,
            "",
            task("a", "")
                    + task("b", ", after: a, when: input.left")
                    + task("c", ", after: a, when: '!input.left'")
                    + task("d", ", after: [b, c], join: ANY")),
    MAPPED(6, "", """
              m:
                kind: MAP
                over: input.items
                task: do
                parallel: 3
                compensate: {task: undo, input: {how: "${item.undo}", of: "${steps.m.output.nonce}"}}
            """ + task("z", ", after: m")),
    TIMED(6, "", task("a", "") + "  t: {kind: TIMER, delay: \"${input.delay}\", after: a}\n" + task("b", ", after: t")),
    SIGNALLED(8, "", task("a", "") + "  s: {kind: WAIT_SIGNAL, signal: go, after: a}\n" + task("b", ", after: s")),
    NESTED(
            6,
            "compensation: CASCADE, ",
            task("a", "")
                    + "  s: {kind: SUB_SAGA, saga: linear, input: \"${input.child}\", after: a}\n"
                    + task("b", ", after: s")),
    GATHERED(
            4,
            "",
            "  g: {kind: GATHER, task: do, input: {how: \"${input.a}\"}, gather: {mode: ALL, fanOut: 2, window: 30s}}\n"
                    + task("b", ", after: g")),
    PARALLEL(
            6,
            "compensation: PARALLEL, ",
            task("a", "") + task("b", ", after: a") + task("c", ", after: a") + task("d", ", after: [b, c]")),
    SELECTIVE(
            6,
            "compensation: SELECTIVE, ",
            task("a", "")
                    + task("b", ", after: a, undoWhen: \"input.keep != 'b'\"")
                    + task("c", ", after: b, undoWhen: \"input.keep != 'c'\"")
                    + task("d", ", after: c")),
    CASCADING(
            6,
            "compensation: CASCADE, ",
            task("a", "") + task("x", "") + task("b", ", after: a") + task("d", ", after: [a, x]")),
    CANCELLED(8, "", task("a", "") + task("b", ", after: a") + task("c", ", after: b") + task("d", ", after: c")),
    PAUSED(6, "", task("a", "") + task("b", ", after: a") + task("c", ", after: b")),
    FAST(8, "idempotent: true, ", task("a", "") + task("b", ", after: a") + task("c", ", after: b")),
    HASTY(
            4,
            "",
            task("a", "") + task("b", ", after: a, timeout: 1500ms, retry: {attempts: 2}") + task("c", ", after: b")),
    PIVOTAL(3, "", task("a", "") + task("p", ", after: a, pivot: true", false) + task("b", ", after: p", false)),
    HOPELESS(1, "", task("a", "") + task("b", ", after: a"));

    @SuppressWarnings("ImmutableEnumChecker") // it is
    final Definition definition;

    final String yaml;
    private final int weight;

    SagaKind(int weight, String spec, String steps) {
        this.weight = weight;
        this.yaml = """
                apiVersion: swarmlog.dev/v1
                kind: Saga
                metadata: {name: %s, version: 1.0.0}
                spec: {%sretry: {attempts: 4, initial: 50ms, max: 500ms}}
                steps:
                %s""".formatted(title(), spec, steps);
        this.definition = Deployment.read(yaml);
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String task(String name, String more) {
        return task(name, more, true);
    }

    private static String task(String name, String more, boolean undoable) {
        String undo = ", compensate: {task: undo, input: {how: \"${input.u%1$s}\", of: \"${steps.%1$s.output.nonce}\"}}"
                .formatted(name);
        return "  %s: {task: do, input: {how: \"${input.%s}\"}%s%s}\n"
                .formatted(name, name, undoable ? undo : "", more);
    }

    /** One of all, as often as it weighs. */
    static SagaKind drawn(SplittableRandom random) {
        int all = 0;
        for (SagaKind kind : values()) {
            all += kind.weight;
        }
        int at = random.nextInt(all);
        for (SagaKind kind : values()) {
            at -= kind.weight;
            if (at < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights end at " + all);
    }

    /** What an instance is started with. */
    String input(SplittableRandom random) {
        boolean fails = random.nextInt(5) == 0;
        StringBuilder json = new StringBuilder("{");
        for (String step : new String[] {"a", "b", "c", "d", "p", "x", "z"}) {
            json.append("\"%s\":\"%s\",\"u%s\":\"%s\",".formatted(step, how(random), step, how(random)));
        }
        String text = json.toString();
        if (this == HOPELESS) {
            text = with(with(text, "b", "5 99 N"), "ua", "5 99 N");
        } else if (this == HASTY) {
            text = with(text, "b", random.nextInt(3) == 0 ? "2000 0 R" : how(random));
        } else if (this == PIVOTAL) {
            text = with(text, "b", random.nextInt(3) == 0 ? "5 3 R" : how(random));
        } else if (this == CANCELLED) {
            text = with(with(text, "b", "200 0 R"), "c", "200 0 R");
        } else if (fails) {
            text = with(text, last(), random.nextInt(10) + (random.nextInt(3) > 0 ? " 99 N" : " 99 R"));
        }
        return text + "\"left\":" + random.nextBoolean() + ",\"keep\":\"" + "abc".charAt(random.nextInt(3))
                + "\",\"delay\":" + random.nextInt(10, 2_000) + ",\"items\":" + items(random) + ",\"child\":"
                + (this == NESTED ? LINEAR.input(random) : "null") + "}";
    }

    private String last() {
        return definition.steps().stream().anyMatch(step -> step.name().equals("d"))
                ? "d"
                : definition.steps().getLast().name();
    }

    private static String with(String json, String name, String value) {
        return json.replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":\"" + value + "\"");
    }

    private static String items(SplittableRandom random) {
        StringBuilder items = new StringBuilder("[");
        int count = random.nextInt(1, 8);
        for (int i = 0; i < count; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"how\":\"%s\",\"undo\":\"%s\"}".formatted(how(random), how(random)));
        }
        return items.append(']').toString();
    }

    /** Mostly quick; some takes longer than a lease, and some fails once. */
    private static String how(SplittableRandom random) {
        double pace = random.nextDouble();
        int ms = pace < 0.92
                ? random.nextInt(10)
                : pace < 0.995 ? random.nextInt(50, 400) : random.nextInt(1_000, 3_000);
        return ms + " " + (random.nextInt(25) == 0 ? random.nextInt(1, 3) : 0) + " R";
    }
}
