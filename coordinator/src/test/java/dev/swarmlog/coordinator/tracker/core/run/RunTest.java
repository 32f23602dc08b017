package dev.swarmlog.coordinator.tracker.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RunTest {
    private static final Note BEGAN = new Note.Began("order", "1.0.0");

    private static StepRun step(Run run, int step) {
        return Objects.requireNonNull(run.steps().get(step));
    }

    @Test
    void tellsHowLongStepsAndTheirAttemptsTook() {
        Run run = Run.of("s")
                .after(1, 1_000, List.of(BEGAN, new Note.Tried(0, 1, false, 500)))
                .after(2, 1_500, List.of(new Note.Failed(0, 1, false, Cause.TIMED_OUT)))
                .after(3, 1_700, List.of(new Note.Tried(0, 2, false, 500)))
                .after(4, 1_900, List.of(new Note.Succeeded(0, 2, false), new Note.Ended(Ending.COMPLETED)));

        StepRun step = step(run, 0);
        assertThat(run.tookMs()).isEqualTo(900);
        assertThat(step.tookMs()).isEqualTo(900);
        assertThat(step.attemptMs()).isEqualTo(200);
        assertThat(step.attempts()).isEqualTo(2);
        assertThat(step.failures()).isEqualTo(Map.of(Cause.TIMED_OUT, 1L));
        assertThat(step.timeoutMs()).isEqualTo(500);
        assertThat(step.late()).isZero();
    }

    @Test
    void anAnswerToAnAttemptWhoseTimeWasOverIsLate() {
        Run run = Run.of("s")
                .after(1, 1_000, List.of(BEGAN, new Note.Tried(0, 1, false, 500)))
                .after(
                        2,
                        1_500,
                        List.of(new Note.Failed(0, 1, false, Cause.TIMED_OUT), new Note.Tried(0, 2, false, 500)))
                .after(3, 1_600, List.of(new Note.Succeeded(0, 1, false)));

        assertThat(step(run, 0).late()).isEqualTo(1);
        assertThat(step(run, 0).attemptMs()).isZero();
    }

    @Test
    void whatIsReadAgainChangesNothing() {
        Run once = Run.of("s").after(1, 1_000, List.of(BEGAN, new Note.Tried(0, 1, false, 500)));

        assertThat(once.after(1, 1_000, List.of(BEGAN, new Note.Tried(0, 1, false, 500))))
                .isSameAs(once);
        assertThat(once.after(3, 1_000, List.of(new Note.Done(0))))
                .as("one is missing")
                .isSameAs(once);
        assertThat(Run.of("t").after(7, 1_000, List.of(new Note.Done(0))).eventVersion())
                .as("its beginning is missing")
                .isZero();
    }

    @Test
    void elementsMakeNoStepDone() {
        Run run = Run.of("s")
                .after(1, 1_000, List.of(BEGAN, new Note.Tried(0, 1, true, 0), new Note.Tried(0, 1, true, 0)))
                .after(2, 1_300, List.of(new Note.Succeeded(0, 1, true)));
        Run done = run.after(3, 1_400, List.of(new Note.Succeeded(0, 1, true), new Note.Done(0)));

        assertThat(step(run, 0).isOver()).isFalse();
        assertThat(step(done, 0).tookMs()).isEqualTo(400);
        assertThat(step(done, 0).attemptMs()).isZero();
    }

    @Test
    void stepsBeyondTheBoundLeaveNoTrace() {
        Run run = Run.of("s")
                .after(1, 1_000, List.of(BEGAN, new Note.Tried(Run.STEPS_MAX, 1, false, 0), new Note.Done(-1)));

        assertThat(run.steps()).isEmpty();
    }
}
