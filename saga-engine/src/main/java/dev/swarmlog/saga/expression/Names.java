package dev.swarmlog.saga.expression;

import dev.swarmlog.saga.expression.cel.Variables;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that an expression sees where it stands, beside {@code input} and {@code saga}.
 *
 * @param steps all steps of the definition, by name
 * @param visible the indexes of those whose output it may read; null means all
 * @param element whether it stands in a MAP, and sees {@code item} and {@code index}
 * @param result whether it sees what an attempt has answered
 */
public record Names(Map<String, Integer> steps, @Nullable BitSet visible, boolean element, boolean result) {
    /** What an action is given where it says nothing of it: the saga's own input. */
    public static String ofInput() {
        return Variables.INPUT;
    }

    /** ... of a MAP: the element. */
    public static String ofElement() {
        return Variables.ITEM;
    }

    /** ... of a compensation: what the step answered. */
    public static String ofOutput(String step) {
        return Variables.STEPS + "['" + step + "']." + Variables.OUTPUT;
    }

    public Names withElement() {
        return new Names(steps, visible, true, result);
    }

    public Names withResult() {
        return new Names(steps, visible, element, true);
    }

    boolean sees(int step) {
        return visible == null || visible.get(step);
    }
}
