package dev.swarmlog.router.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.swarmlog.agent.discovery.VersionRange;
import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rules of what was written, or says all that is wrong with it. Thread-safe. */
public final class RuleCompiler {
    /** Deeper nesting is nobody's rule, and the parser is recursive. */
    private static final int DEPTH_MAX = 64;

    private static final int ERRORS_MAX = 10;
    private static final int REGEX_PARTS_MAX = 1_000;

    private final RuleLimits limits;
    private final CelCompiler compiler;
    private final CelRuntime runtime;

    public RuleCompiler(RuleLimits limits) {
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
                .addVar(Subject.TYPE, SimpleType.STRING)
                .addVar(Subject.SOURCE, SimpleType.STRING)
                .addVar(Subject.PRIORITY, SimpleType.STRING)
                .addVar(Subject.HOPS, SimpleType.INT)
                .addVar(Subject.ATTRIBUTES, MapType.create(SimpleType.STRING, SimpleType.STRING))
                .addVar(Subject.PAYLOAD, SimpleType.DYN)
                .build();
        runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(options).build();
    }

    public Rule compile(RoutingRule facts) throws InvalidRuleException {
        return compile(facts, new Tally());
    }

    /** A record as the topic has it. */
    Rule compile(String key, RoutingRule facts, Tally tally) throws InvalidRuleException {
        if (!key.equals(facts.getName())) {
            throw new InvalidRuleException(List.of(
                    RuleProblem.in(key, "name", "the record's key is expected to be the name, found another name")));
        }
        return compile(facts, tally);
    }

    private Rule compile(RoutingRule facts, Tally tally) throws InvalidRuleException {
        List<RuleProblem> problems = new ArrayList<>();
        check(facts, problems);
        Expression when = expression(facts, "when", facts.getWhen(), SimpleType.BOOL, problems);
        Expression affinityKey = facts.getAffinityKey().isEmpty()
                ? null
                : expression(facts, "affinityKey", facts.getAffinityKey(), SimpleType.STRING, problems);
        if (when == null || !problems.isEmpty()) {
            throw new InvalidRuleException(problems);
        }
        return new Rule(facts, when, affinityKey, tally);
    }

    private static void check(RoutingRule facts, List<RuleProblem> problems) {
        if (facts.getName().isBlank()) {
            problems.add(RuleProblem.in(facts.getName(), "name", "a rule needs a name"));
        }
        atMost(facts, "name", facts.getName(), Limits.ID_CHARS_MAX, problems);
        atMost(facts, "capability", facts.getCapability(), Limits.ID_CHARS_MAX, problems);
        atMost(facts, "region", facts.getRegion(), Limits.ID_CHARS_MAX, problems);
        atMost(facts, "zone", facts.getZone(), Limits.ID_CHARS_MAX, problems);
        atMost(facts, "refusal", facts.getRefusal(), Limits.TEXT_CHARS_MAX / 2, problems);
        atMost(facts, "description", facts.getDescription(), Limits.TEXT_CHARS_MAX, problems);
        if (facts.getTags().size() > Limits.TAGS_MAX) {
            problems.add(RuleProblem.in(facts.getName(), "tags", "at most " + Limits.TAGS_MAX + " are allowed"));
        }
        facts.getTags().forEach(tag -> atMost(facts, "tags", tag, Limits.ID_CHARS_MAX, problems));
        try {
            VersionRange.of(facts.getVersionRange());
        } catch (IllegalArgumentException e) {
            problems.add(RuleProblem.in(facts.getName(), "versionRange", String.valueOf(e.getMessage())));
        }
        if (!facts.getStrategy().isEmpty() && StrategyName.find(facts.getStrategy()) == null) {
            problems.add(RuleProblem.in(
                    facts.getName(),
                    "strategy",
                    "one of " + StrategyName.listed() + " is expected, found '" + facts.getStrategy() + "'"));
        }
        if (!facts.getRefusal().isEmpty() && routes(facts)) {
            problems.add(
                    RuleProblem.in(facts.getName(), "refusal", "a rule that refuses messages routes them nowhere"));
        }
    }

    private static boolean routes(RoutingRule facts) {
        return !(facts.getCapability()
                                + facts.getVersionRange()
                                + facts.getRegion()
                                + facts.getZone()
                                + facts.getStrategy()
                                + facts.getAffinityKey())
                        .isEmpty()
                || !facts.getTags().isEmpty();
    }

    private static void atMost(RoutingRule facts, String field, String text, int charsMax, List<RuleProblem> problems) {
        if (text.length() > charsMax) {
            String name = facts.getName().substring(0, Math.min(facts.getName().length(), Limits.ID_CHARS_MAX));
            problems.add(RuleProblem.in(
                    name, field, "at most " + charsMax + " characters are allowed, found " + text.length()));
        }
    }

    /** Whatever was written, this returns: null, and says why, for what is no expression of that type. */
    private @Nullable Expression expression(
            RoutingRule facts, String field, String text, CelType type, List<RuleProblem> problems) {
        if (text.isBlank()) {
            problems.add(RuleProblem.in(facts.getName(), field, "an expression is expected, like type == 'x'"));
            return null;
        }
        try {
            CelValidationResult checked = compiler.compile(text);
            for (CelIssue issue : checked.getErrors()) {
                problems.add(new RuleProblem(
                        facts.getName(),
                        field,
                        Math.max(1, issue.getSourceLocation().getLine()),
                        issue.getSourceLocation().getColumn() + 1,
                        issue.getMessage()));
            }
            return checked.hasError() ? null : expression(facts, field, checked.getAst(), type, problems);
        } catch (CelValidationException | CelEvaluationException | RuntimeException | StackOverflowError e) {
            problems.add(RuleProblem.in(facts.getName(), field, "it does not compile: " + e.getMessage()));
            return null;
        }
    }

    private @Nullable Expression expression(
            RoutingRule facts, String field, CelAbstractSyntaxTree tree, CelType type, List<RuleProblem> problems)
            throws CelEvaluationException {
        CelType found = tree.getResultType();
        if (!found.equals(type) && !found.equals(SimpleType.DYN)) {
            problems.add(new RuleProblem(
                    facts.getName(), field, 1, 1, "a " + type.name() + " is expected, it is a " + found.name()));
            return null;
        }
        List<CelNavigableExpr> parts =
                CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
        if (parts.size() > limits.partsMax()) {
            problems.add(RuleProblem.in(
                    facts.getName(),
                    field,
                    "at most " + limits.partsMax() + " parts are allowed, macros written out, found " + parts.size()));
            return null;
        }
        return new Expression(runtime.createProgram(tree), Reads.of(parts));
    }
}
