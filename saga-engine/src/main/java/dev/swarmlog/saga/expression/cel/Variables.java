package dev.swarmlog.saga.expression.cel;

/** What expressions can name. */
public final class Variables {
    public static final String INPUT = "input";
    public static final String STEPS = "steps";
    public static final String OUTPUT = "output";
    public static final String ITEM = "item";
    public static final String INDEX = "index";
    public static final String RESULT = "result";
    public static final String SAGA = "saga";
    public static final String SAGA_ID = "id";
    public static final String SAGA_STARTED = "startedMs";

    private Variables() {}
}
