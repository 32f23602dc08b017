package dev.swarmlog.saga.expression;

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
    static final String INPUT = "input";
    static final String STEPS = "steps";
    static final String OUTPUT = "output";
    static final String ITEM = "item";
    static final String INDEX = "index";
    static final String RESULT = "result";
    static final String SAGA = "saga";
    static final String SAGA_ID = "id";
    static final String SAGA_STARTED = "startedMs";

    /** What an action is given where it says nothing of it: the saga's own input. */
    public static String ofInput() {
        return INPUT;
    }

    /** ... of a MAP: the element. */
    public static String ofElement() {
        return ITEM;
    }

    /** ... of a compensation: what the step answered. */
    public static String ofOutput(String step) {
        return STEPS + "['" + step + "']." + OUTPUT;
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
