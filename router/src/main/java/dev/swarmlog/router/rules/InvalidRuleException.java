package dev.swarmlog.router.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A rule that cannot be in effect, with all that is wrong with it. */
public final class InvalidRuleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RuleProblem> problems;

    InvalidRuleException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<RuleProblem> problems() {
        return problems;
    }
}
