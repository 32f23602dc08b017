package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitLullTest {
    private static final int MUCH = 1_700;

    private final CommitLull lull = new CommitLull();

    @Test
    void eachWindowInWhichLittleGoesOnCounts() {
        assertThat(lull.quietWindows(3, 1_000)).isEqualTo(1);
        assertThat(lull.quietWindows(5, 1_199)).isEqualTo(1);
        assertThat(lull.quietWindows(0, 1_200)).isEqualTo(2);
        assertThat(lull.quietWindows(0, 1_400)).isEqualTo(3);
    }

    @Test
    void whatAllTasksWorkOnTogetherCounts() {
        lull.quietWindows(0, 1_000);
        lull.quietWindows(MUCH / 2, 1_010);
        lull.quietWindows(MUCH / 2, 1_020);
        assertThat(lull.lasts()).as("before").isTrue();

        assertThat(lull.quietWindows(0, 1_200)).as("the window with much").isEqualTo(1);
        assertThat(lull.lasts()).as("after much").isFalse();
        assertThat(lull.quietWindows(0, 1_400)).as("the one behind it").isEqualTo(2);
        assertThat(lull.lasts()).as("after little").isTrue();
    }

    @Test
    void allTasksAreToldOfAQuietWindow() {
        assertThat(lull.quietWindows(1, 1_000)).isEqualTo(1);
        assertThat(lull.quietWindows(1, 1_001)).as("another task").isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackLeavesTheIntervalToRule() {
        lull.quietWindows(0, 1_000_000);

        assertThat(lull.quietWindows(0, 5_000)).isEqualTo(1);
    }
}
