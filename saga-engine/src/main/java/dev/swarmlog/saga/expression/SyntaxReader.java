package dev.swarmlog.saga.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.swarmlog.saga.document.Spelling;
import dev.swarmlog.saga.document.Spot;
import dev.swarmlog.saga.expression.Syntax.Flaw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads CEL, and remembers what it read lately. Thread-safe.
 *
 * <p>The planning runtime is ten times as fast as the interpreting one for what has no loop, and takes time by the square
 * of the list for {@code map} and {@code filter}: 1.3 s for 8,000 elements. So each gets what it is good at.
 */
final class SyntaxReader {
    /** Deeper nesting is nobody's expression, and the parser is recursive. */
    private static final int DEPTH_MAX = 64;

    private static final int ERRORS_MAX = 10;
    private static final int REGEX_PARTS_MAX = 1_000;
    private static final List<String> VARIABLES =
            List.of(Names.INPUT, Names.STEPS, Names.ITEM, Names.INDEX, Names.RESULT, Names.SAGA);
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");

    private final ExpressionLimits limits;
    private final CelCompiler compiler;
    private final CelRuntime runtime;
    private final CelRuntime loopRuntime;
    private final Map<String, Syntax> known;

    SyntaxReader(ExpressionLimits limits) {
        CelOptions options = CelOptions.current()
                .maxExpressionCodePointSize(limits.charsMax())
                .maxParseRecursionDepth(DEPTH_MAX)
                .maxParseErrorRecoveryLimit(ERRORS_MAX)
                .comprehensionMaxIterations(limits.stepsMax())
                .maxRegexProgramSize(REGEX_PARTS_MAX)
                .enableHeterogeneousNumericComparisons(true)
                .build();
        this.limits = limits;
        compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar(Names.INPUT, SimpleType.DYN)
                .addVar(
                        Names.STEPS,
                        MapType.create(SimpleType.STRING, MapType.create(SimpleType.STRING, SimpleType.DYN)))
                .addVar(Names.ITEM, SimpleType.DYN)
                .addVar(Names.INDEX, SimpleType.INT)
                .addVar(Names.RESULT, SimpleType.DYN)
                .addVar(Names.SAGA, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addFunctionDeclarations(Functions.DECLARATIONS)
                .build();
        runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(options)
                .addFunctionBindings(Functions.BINDINGS)
                .build();
        loopRuntime = CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(options)
                .addFunctionBindings(Functions.BINDINGS)
                .build();
        known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Syntax> eldest) {
                return size() > limits.remembered();
            }
        };
    }

    /** Whatever was written, this returns. */
    Syntax read(String text) {
        synchronized (known) {
            Syntax before = known.get(text);
            if (before != null) {
                return before;
            }
        }
        Syntax syntax = compiled(text);
        synchronized (known) {
            known.put(text, syntax);
        }
        return syntax;
    }

    private Syntax compiled(String text) {
        if (text.isBlank()) {
            return wrong("an expression is expected, found nothing");
        }
        try {
            CelValidationResult checked = compiler.compile(text);
            return checked.hasError() ? wrong(checked.getErrors()) : right(checked.getAst());
        } catch (CelValidationException | CelEvaluationException | RuntimeException | StackOverflowError e) {
            return wrong("it does not compile: " + e.getMessage());
        }
    }

    private Syntax right(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        References.Found found = References.in(tree);
        return found.parts() > limits.partsMax()
                ? wrong("at most " + limits.partsMax() + " parts are allowed, macros written out, found "
                        + found.parts())
                : new Syntax.Right(
                        (found.loops() ? loopRuntime : runtime).createProgram(tree),
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
