package dev.swarmlog.saga.expression;

import dev.cel.common.types.CelKind;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spelling;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.expression.cel.ExpressionLimits;
import dev.swarmlog.saga.expression.cel.Reference;
import dev.swarmlog.saga.expression.cel.Syntax;
import dev.swarmlog.saga.expression.cel.SyntaxReader;
import dev.swarmlog.saga.expression.cel.Variables;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes expressions of what was written, or tells all that is wrong with it. Thread-safe. */
public final class ExpressionCompiler {
    /** What CEL reads as more than a name, or not as one. */
    private static final Pattern PATH = Pattern.compile(
            "(?!(?:.*\\.)?(?:in|true|false|null)(?:\\.|$))[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final ExpressionLimits limits;
    private final SyntaxReader reader;

    public ExpressionCompiler(ExpressionLimits limits) {
        this.limits = limits;
        reader = new SyntaxReader(limits);
    }

    /** What an expression must come to, as far as can be told before it is evaluated. */
    public enum Wanted {
        ANYTHING("a value", CelKind.DYN),
        TRUTH("true or false", CelKind.BOOL),
        LIST("a list", CelKind.LIST);

        private final String told;
        private final CelKind kind;

        Wanted(String told, CelKind kind) {
            this.told = told;
            this.kind = kind;
        }

        private boolean allows(CelKind found) {
            return this == ANYTHING || found == kind || found == CelKind.DYN || found == CelKind.ANY;
        }
    }

    /** An expression alone; null, with at least one problem told, where it is none. */
    public @Nullable Expression expression(
            Written.Text text, Wanted wanted, Names names, Problems problems, String step, String field) {
        return compiled(text.text(), Origin.of(problems, step, field, text), wanted, names);
    }

    /**
     * Any value with holes: a text that is nothing but a hole is the value of the expression in it, a hole within a text
     * is filled with it. A hole begins with a dollar and a brace; with two dollars it is none, and loses one.
     */
    public @Nullable Expression template(Written value, Names names, Problems problems, String step, String field) {
        if (value instanceof Written.Text text) {
            Template.Piece only = Template.only(text.text());
            if (only != null) {
                Origin origin = Origin.of(problems, step, field, text).at(only.begin());
                return compiled(only.text(), origin, Wanted.ANYTHING, names);
            }
        }
        return new Template(this, names, problems, step, field).of(value, limits);
    }

    @Nullable
    Expression compiled(String text, Origin origin, Wanted wanted, Names names) {
        String trimmed = text.strip();
        Expression path = PATH.matcher(trimmed).matches() ? path(trimmed, origin, names) : null;
        if (path != null) {
            return path;
        }
        return switch (reader.read(text)) {
            case Syntax.Wrong(List<Syntax.Flaw> flaws) -> {
                flaws.forEach(flaw -> origin.wrong(flaw.at(), flaw.text()));
                yield null;
            }
            case Syntax.Right right -> cel(text, right, origin, wanted, names);
        };
    }

    /** Null where the names are not what a path may begin with; then CEL finds out, and tells. */
    private @Nullable Expression path(String text, Origin origin, Names names) {
        List<String> words = Arrays.asList(text.split("\\."));
        Root.Found found = Root.find(words, names);
        if (found == null || !isSeen(found.root(), names)) {
            return null;
        }
        return new PathExpression(
                origin.source(text),
                found.root(),
                List.copyOf(words.subList(found.words(), words.size())),
                limits.elementsMax());
    }

    private static boolean isSeen(Root root, Names names) {
        return switch (root) {
            case Root.Item item -> names.element();
            case Root.Index index -> names.element();
            case Root.Result result -> names.result();
            case Root.StepOutput output -> names.sees(output.step());
            case Root.Input input -> true;
            case Root.SagaId id -> true;
            case Root.SagaStarted started -> true;
        };
    }

    private @Nullable Expression cel(String text, Syntax.Right syntax, Origin origin, Wanted wanted, Names names) {
        boolean right = true;
        Map<String, Integer> stepsRead = new TreeMap<>();
        for (Reference reference : syntax.references()) {
            String flaw = flaw(reference, names, stepsRead, origin.step());
            if (flaw != null) {
                origin.wrong(reference.at(), flaw);
                right = false;
            }
        }
        if (!wanted.allows(syntax.type().kind())) {
            origin.wrong(
                    Spot.BEGIN,
                    wanted.told + " is expected, this is of type "
                            + syntax.type().name());
            right = false;
        }
        return right
                ? new CelExpression(
                        origin.source(text),
                        syntax.program(),
                        Map.copyOf(stepsRead),
                        syntax.references().isEmpty(),
                        limits)
                : null;
    }

    private static @Nullable String flaw(Reference reference, Names names, Map<String, Integer> stepsRead, String own) {
        return switch (reference) {
            case Reference.Plain(Spot at, String name) -> plainFlaw(name, names);
            case Reference.OfSaga(Spot at, String name) ->
                name.equals(Variables.SAGA_ID) || name.equals(Variables.SAGA_STARTED)
                        ? null
                        : "saga.id or saga.startedMs is expected, found saga." + name;
            case Reference.Malformed(Spot at, String root) ->
                root.equals(Variables.STEPS)
                        ? "steps are read as steps.NAME.output (or steps['NAME'].output), found another use of 'steps'"
                        : "saga.id or saga.startedMs is expected, found another use of 'saga'";
            case Reference.StepOutput(Spot at, String name) -> {
                Integer step = names.steps().get(name);
                if (step == null) {
                    yield "a step is expected, found '" + name + "'"
                            + Spelling.hint(name, names.steps().keySet());
                }
                stepsRead.put(name, step);
                if (names.sees(step)) {
                    yield null;
                }
                yield name.equals(own)
                        ? "a step that comes before is expected, found the step itself, which has no output yet"
                        : "a step that comes before is expected, found '" + name
                                + "', which need not be done by then; put it into 'after'";
            }
        };
    }

    private static @Nullable String plainFlaw(String name, Names names) {
        return switch (name) {
            case Variables.ITEM, Variables.INDEX ->
                names.element() ? null : "'" + name + "' is known only to what a MAP does for each element";
            case Variables.RESULT -> names.result() ? null : "'result' is known only to the output of a step";
            default -> null;
        };
    }

    /** Of a hole in a text: nothing is known of its type. */
    @Nullable
    Expression hole(Template.Piece hole, Origin origin, Names names) {
        return compiled(hole.text(), origin.at(hole.begin()), Wanted.ANYTHING, names);
    }
}
