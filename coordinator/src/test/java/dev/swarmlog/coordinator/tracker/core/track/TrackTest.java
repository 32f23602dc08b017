package dev.swarmlog.coordinator.tracker.core.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.tracker.core.run.Cause;
import dev.swarmlog.coordinator.tracker.core.run.Ending;
import dev.swarmlog.coordinator.tracker.core.run.Note;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TrackTest {
    private final SplittableRandom random = new SplittableRandom(3);
    private final Track track = new Track("order", "1.0.0");
    private int sagas;

    private Run run(long firstMs, long secondMs) {
        long at = 1_000_000L + sagas * 1_000L;
        return Run.of("s-" + sagas++)
                .after(1, at, List.of(new Note.Began("order", "1.0.0"), new Note.Tried(0, 1, false, 0)))
                .after(2, at + firstMs, List.of(new Note.Succeeded(0, 1, false), new Note.Tried(1, 1, false, 0)))
                .after(
                        3,
                        at + firstMs + secondMs,
                        List.of(new Note.Succeeded(1, 1, false), new Note.Ended(Ending.COMPLETED)));
    }

    private Run failing() {
        return Run.of("f-" + sagas++)
                .after(1, 1_000, List.of(new Note.Began("order", "1.0.0"), new Note.Tried(0, 1, false, 0)))
                .after(2, 1_100, List.of(new Note.Succeeded(0, 1, false), new Note.Tried(1, 1, false, 0)))
                .after(
                        3,
                        1_200,
                        List.of(
                                new Note.Failed(1, 1, false, Cause.NON_RETRYABLE),
                                new Note.GivenUp(1, Cause.NON_RETRYABLE),
                                new Note.Ended(Ending.COMPENSATED)));
    }

    private StepTrack step(int index) {
        return Objects.requireNonNull(track.steps().get(index));
    }

    private long about(long ms) {
        return ms - ms / 10 + random.nextInt((int) ms / 5);
    }

    @Test
    void aSagaThatIsReadTwiceCountsOnce() {
        Run one = run(100, 200);

        assertThat(track.count(one, OddityRule.DEFAULT)).isTrue();
        assertThat(track.count(one, OddityRule.DEFAULT)).isFalse();
        assertThat(track.totals().runs()).isEqualTo(1);
    }

    @Test
    void tellsWhichStepWasOddAndHowFarOff() {
        for (int i = 0; i < 200; i++) {
            track.count(run(about(100), about(200)), OddityRule.DEFAULT);
        }
        assertThat(track.anomalies()).isEmpty();

        Run odd = run(100, 3_000);
        track.count(odd, OddityRule.DEFAULT);

        assertThat(track.anomalies()).extracting(Anomaly::step).containsExactly(-1, 1);
        Anomaly step = track.anomalies().getLast();
        assertThat(step.sagaId()).isEqualTo(odd.sagaId());
        assertThat(step.tookMs()).isEqualTo(3_000);
        assertThat(step.medianMs()).isBetween(190L, 210L);
        assertThat(step.score()).as("2,800 ms off, by 20 ms").isBetween(80.0, 110.0);
    }

    @Test
    void nothingIsOddBeforeThereIsEnoughToCompareWith() {
        for (int i = 0; i < 49; i++) {
            track.count(run(100, 200), OddityRule.DEFAULT);
        }
        track.count(run(100, 20_000), OddityRule.DEFAULT);

        assertThat(track.anomalies()).isEmpty();
    }

    @Test
    void whatAlwaysTakesTheSameTimeIsNotOddForAMillisecond() {
        for (int i = 0; i < 100; i++) {
            track.count(run(100, 200), OddityRule.DEFAULT);
        }
        track.count(run(101, 203), OddityRule.DEFAULT);

        assertThat(track.anomalies()).isEmpty();
    }

    @Test
    void failuresAreCountedWhereTheyHappenAndWaysByWhatWasDone() {
        for (int i = 0; i < 30; i++) {
            track.count(i % 3 == 0 ? failing() : run(100, 200), OddityRule.DEFAULT);
        }

        assertThat(track.totals().runs()).isEqualTo(30);
        assertThat(track.totals().failed()).isEqualTo(10);
        assertThat(step(1).givenUp()).isEqualTo(Map.of(Cause.NON_RETRYABLE, 10L));
        assertThat(step(0).givenUp()).isEmpty();
        assertThat(track.ways()).isEqualTo(Map.of(new Way(List.of(0, 1), -1), 20L, new Way(List.of(0), 1), 10L));
    }

    @Test
    void allOfItIsBoundedAndFades() {
        for (int i = 0; i < 3 * Track.FADE_RUNS; i++) {
            List<Note> notes = new ArrayList<>(List.of(new Note.Began("order", "1.0.0")));
            for (int step = 0; step < 8; step++) {
                if (random.nextBoolean()) {
                    notes.add(new Note.Done(step));
                }
            }
            notes.add(new Note.Ended(Ending.COMPLETED));
            track.count(Run.of("s-" + i).after(1, 1_000, notes), OddityRule.DEFAULT);
        }

        assertThat(track.totals().runs()).isBetween(Track.FADE_RUNS / 2L, (long) Track.FADE_RUNS);
        assertThat(track.took().total()).isBetween(Track.FADE_RUNS / 2L, (long) Track.FADE_RUNS);
        assertThat(track.ways()).hasSizeLessThanOrEqualTo(Track.WAYS_MAX);
        assertThat(track.totals().otherWays()).isPositive();
        assertThat(track.seen()).hasSize(Track.SEEN_MAX);
    }
}
