package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Durations;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import java.util.List;
import java.util.regex.Pattern;

/** A length of time that an expression says, as a text or a number of milliseconds, in milliseconds. */
record DelayFormula(Formula formula, long millisMax) implements Formula {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

    @Override
    public Json evaluate(Scope scope) throws FormulaException {
        String value = formula.evaluate(scope).text().strip();
        long millis = -1;
        if (WHOLE.matcher(value).matches()) {
            millis = Long.parseLong(value);
        } else if (value.length() > 2 && value.startsWith("\"")) {
            millis = Durations.millis(value.substring(1, value.length() - 1));
        }
        if (millis < 0 || millis > millisMax) {
            throw new FormulaException(
                    "delay: a duration like \"30s\" or a number of milliseconds, at most " + Durations.text(millisMax)
                            + ", is expected, found " + value.substring(0, Math.min(60, value.length())));
        }
        return new Json(Long.toString(millis));
    }

    @Override
    public boolean test(Scope scope) throws FormulaException {
        throw new FormulaException("delay: a duration is no condition");
    }

    @Override
    public List<Json> list(Scope scope) throws FormulaException {
        throw new FormulaException("delay: a duration is no list");
    }
}
