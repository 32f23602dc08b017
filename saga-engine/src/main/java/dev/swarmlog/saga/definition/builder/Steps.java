package dev.swarmlog.saga.definition.builder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where steps begin. A range of versions is written as npm does: {@code ^1.2}, {@code >=1 <3}. */
public final class Steps {
    private Steps() {}

    public static TaskBuilder task(String capability) {
        return new TaskBuilder(capability);
    }

    public static TaskBuilder task(String capability, String range) {
        return new TaskBuilder(capability + "@" + range);
    }

    /** Several agents do it; the mode is ALL, FIRST, QUORUM, MAJORITY, BEST, AVERAGE or MERGE. */
    public static GatherBuilder gather(String capability, String mode) {
        return new GatherBuilder(capability, mode);
    }

    /** The same for each element of the list that an expression in CEL comes to. */
    public static MapBuilder map(String over, String capability) {
        return new MapBuilder(over, capability);
    }

    public static SubSagaBuilder subSaga(String name) {
        return new SubSagaBuilder(name);
    }

    public static SubSagaBuilder subSaga(String name, String version) {
        return new SubSagaBuilder(name + "@" + version);
    }

    public static SignalBuilder signal(String name) {
        return new SignalBuilder(name);
    }

    /** A person is asked; the question is a value with holes. */
    public static ApprovalBuilder approval(@Nullable Object question) {
        return new ApprovalBuilder(question);
    }

    public static TimerBuilder timer(Duration delay) {
        return new TimerBuilder(delay);
    }

    /** The delay is an expression in CEL that comes to a duration or a number of milliseconds. */
    public static TimerBuilder timer(String delay) {
        return new TimerBuilder("${" + delay + "}");
    }
}
