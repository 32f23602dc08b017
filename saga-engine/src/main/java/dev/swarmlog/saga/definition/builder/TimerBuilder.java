package dev.swarmlog.saga.definition.builder;

/** A step that only takes time. */
public final class TimerBuilder extends StepBuilder<TimerBuilder> {
    TimerBuilder(Object delay) {
        super("TIMER");
        with("delay", delay);
    }
}
