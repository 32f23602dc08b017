package dev.swarmlog.router.rules;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;

/** A compiled expression, and what it reads. */
record Expression(CelRuntime.Program program, Reads reads) {

    /** Some value where there is one, else why there is none. */
    sealed interface Result {
        record Value(Object value) implements Result {}

        record None(Verdict why) implements Result {}
    }

    /** Whatever the expression does, this returns: rules are other people's code. */
    Result evaluate(Subject subject) {
        subject.begin();
        try {
            Object value = program.trace(subject, subject);
            String trouble = subject.trouble();
            return trouble.isEmpty() ? new Result.Value(value) : new Result.None(Verdict.failed(trouble));
        } catch (CelEvaluationException e) {
            String trouble = subject.trouble();
            if (!trouble.isEmpty()) {
                return new Result.None(Verdict.failed(trouble));
            }
            return new Result.None(
                    e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
                            ? Verdict.missing(detail(e))
                            : Verdict.failed(detail(e)));
        } catch (RuntimeException | StackOverflowError e) {
            return new Result.None(Verdict.failed(detail(e)));
        }
    }

    private static String detail(Throwable e) {
        String text = String.valueOf(e.getMessage());
        return text.startsWith("evaluation error at <input>:") ? "character " + text.substring(28) : text;
    }
}
