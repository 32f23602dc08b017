package dev.swarmlog.router.rules;

/**
 * What is wrong with a rule.
 *
 * @param field which of its fields
 * @param line in the expression, from 1; 0 where the field is no expression
 * @param column in that line, from 1
 */
public record RuleProblem(String rule, String field, int line, int column, String text) {
    static RuleProblem in(String rule, String field, String text) {
        return new RuleProblem(rule, field, 0, 0, text);
    }

    /** As people read it: {@code rule 'eu-first', when 1:14: undeclared reference to 'typ'}. */
    @Override
    public String toString() {
        String where = line > 0 ? " " + line + ":" + column : "";
        return "rule '" + rule + "', " + field + where + ": " + text;
    }
}
