package dev.swarmlog.saga.definition.builder;

import java.time.Duration;

/** A step that waits for a signal. */
public final class SignalBuilder extends StepBuilder<SignalBuilder> {
    SignalBuilder(String signal) {
        super("WAIT_SIGNAL");
        with("signal", signal);
    }

    public SignalBuilder timeout(Duration timeout) {
        return with("timeout", timeout);
    }

    public SignalBuilder output(String expression) {
        return with("output", expression);
    }
}
