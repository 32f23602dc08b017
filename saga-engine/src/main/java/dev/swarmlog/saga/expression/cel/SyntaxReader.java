package dev.swarmlog.saga.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.swarmlog.document.Remembered;
import dev.swarmlog.document.Spelling;
import dev.swarmlog.document.Spot;
import dev.swarmlog.saga.expression.cel.Syntax.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CEL, and remembers what it read lately. Thread-safe.
 *
 * <p>The planning runtime is ten times as fast as the interpreting one for what has no loop, and takes time by the square
 * of the list for {@code map} and {@code filter}: 1.3 s for 8,000 elements. So each gets what it is good at.
 */
public final class SyntaxReader {
    /** Deeper nesting is nobody's expression, and the parser is recursive. */
    private static final int DEPTH_MAX = 64;

    private static final int ERRORS_MAX = 10;
    private static final int REGEX_PARTS_MAX = 1_000;
    private static final List<String> VARIABLES = List.of(
            Variables.INPUT, Variables.STEPS, Variables.ITEM, Variables.INDEX, Variables.RESULT, Variables.SAGA);
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");

    private final ExpressionLimits limits;
    private final Remembered<Syntax> known;
    private @Nullable Cel cel;

    /** Compiler and runtimes take a moment to make; a process without definitions does not wait for them. */
    private record Cel(CelCompiler compiler, CelRuntime runtime, CelRuntime loopRuntime) {
        static Cel within(ExpressionLimits limits) {
            CelOptions options = CelOptions.current()
                    .maxExpressionCodePointSize(limits.charsMax())
                    .maxParseRecursionDepth(DEPTH_MAX)
                    .maxParseErrorRecoveryLimit(ERRORS_MAX)
                    .comprehensionMaxIterations(limits.stepsMax())
                    .maxRegexProgramSize(REGEX_PARTS_MAX)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();
            return new Cel(
                    compiler(options),
                    CelRuntimeFactory.plannerRuntimeBuilder()
                            .setOptions(options)
                            .addFunctionBindings(Functions.BINDINGS)
                            .build(),
                    CelRuntimeFactory.legacyCelRuntimeBuilder()
                            .setOptions(options)
                            .addFunctionBindings(Functions.BINDINGS)
                            .build());
        }

        private static CelCompiler compiler(CelOptions options) {
            CelType outputs = MapType.create(SimpleType.STRING, SimpleType.DYN);
            return CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(options)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addVar(Variables.INPUT, SimpleType.DYN)
                    .addVar(Variables.STEPS, MapType.create(SimpleType.STRING, outputs))
                    .addVar(Variables.ITEM, SimpleType.DYN)
                    .addVar(Variables.INDEX, SimpleType.INT)
                    .addVar(Variables.RESULT, SimpleType.DYN)
                    .addVar(Variables.SAGA, MapType.create(SimpleType.STRING, SimpleType.DYN))
                    .addFunctionDeclarations(Functions.DECLARATIONS)
                    .build();
        }
    }

    public SyntaxReader(ExpressionLimits limits) {
        this.limits = limits;
        known = new Remembered<>(limits.remembered(), limits.rememberedCharsMax());
    }

    /** Whatever was written, this returns. */
    public Syntax read(String text) {
        Syntax before = known.get(text);
        if (before != null) {
            return before;
        }
        Syntax syntax = compiled(text);
        known.put(text, text.length(), syntax);
        return syntax;
    }

    private synchronized Cel cel() {
        Cel made = cel;
        if (made == null) {
            made = Cel.within(limits);
            cel = made;
        }
        return made;
    }

    private Syntax compiled(String text) {
        if (text.isBlank()) {
            return wrong("an expression is expected, found nothing");
        }
        try {
            Cel made = cel();
            CelValidationResult checked = made.compiler().compile(text);
            return checked.hasError() ? wrong(checked.getErrors()) : right(made, checked.getAst());
        } catch (CelValidationException | CelEvaluationException | RuntimeException | StackOverflowError e) {
            return wrong("it does not compile: " + e.getMessage());
        }
    }

    private Syntax right(Cel made, CelAbstractSyntaxTree tree) throws CelEvaluationException {
        References.Found found = References.in(tree);
        return found.parts() > limits.partsMax()
                ? wrong("at most " + limits.partsMax() + " parts are allowed, macros written out, found "
                        + found.parts())
                : new Syntax.Right(
                        (found.loops() ? made.loopRuntime() : made.runtime()).createProgram(tree),
                        tree.getResultType(),
                        found.references());
    }

    private static Syntax wrong(String text) {
        return new Syntax.Wrong(List.of(new Flaw(Spot.BEGIN, text)));
    }

    private static Syntax wrong(List<CelIssue> issues) {
        List<Flaw> flaws = new ArrayList<>();
        for (CelIssue issue : issues) {
            Spot at = new Spot(
                    Math.max(1, issue.getSourceLocation().getLine()),
                    Math.max(0, issue.getSourceLocation().getColumn()) + 1);
            flaws.add(new Flaw(at, readable(issue.getMessage())));
        }
        return new Syntax.Wrong(List.copyOf(flaws));
    }

    private static String before(String end, String message) {
        int at = message.indexOf(end);
        return at < 0 ? message : message.substring(0, at);
    }

    /** Without the container, which a saga has not, and the dozens of tokens that a grammar would take. */
    private static String readable(String message) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            String hint = Spelling.hint(name, VARIABLES);
            return "a name that there is here is expected, found '" + name + "'"
                    + (hint.isEmpty() ? "; there are " + String.join(", ", VARIABLES) : hint);
        }
        return "it does not compile: " + before(" (candidates: ", before(" expecting {", message));
    }
}
