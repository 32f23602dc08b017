package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task among agents that fail, now and then for seconds on end, stall, die and come back, and itself killed between
 * commits, with outputs and changelog torn apart. {@code -Dseed=N} replays one run.
 */
final class RouterSimulationTest {
    private static final int SEEDS = 150;

    private static LongStream seeds() {
        return System.getProperty("seed") == null ? LongStream.range(0, SEEDS) : LongStream.of(Long.getLong("seed", 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyMessageIsAnsweredExactlyOnceWhileTheRouterLives(boolean gathers) {
        long opened = 0;
        long withdrawn = 0;
        for (long seed : seeds().toArray()) {
            SimulatedRouter run = new SimulatedRouter(seed, false, gathers);

            run.run();

            assertThat(run.answers()).as("seed %s", seed).hasSize(run.expected());
            assertThat(run.answers().values()).as("seed %s", seed).allMatch(answers -> answers.size() == 1);
            assertThat(run.lies()).as("seed %s", seed).isEmpty();
            opened += run.opened();
            withdrawn += run.withdrawn();
        }
        assertThat(withdrawn).as("agents that were told to stop").isGreaterThanOrEqualTo(seeds().count());
        assertThat(opened).as("breakers that opened").isGreaterThanOrEqualTo(seeds().count());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyMessageIsAnsweredHoweverTheRouterDies(boolean gathers) {
        long answered = 0;
        long different = 0;
        long lies = 0;
        long twice = 0;
        for (long seed : seeds().toArray()) {
            SimulatedRouter run = new SimulatedRouter(seed, true, gathers);

            run.run();

            assertThat(run.answers()).as("seed %s", seed).hasSize(run.expected());
            lies += run.lies().size();
            twice += run.givenTwice();
            for (List<String> answers : run.answers().values()) {
                answered++;
                if (answers.stream().filter(said -> !isRefusal(said)).distinct().count() > 1) {
                    different++;
                    assertThat(gathers)
                            .as("seed %s ends once: %s", seed, answers)
                            .isTrue();
                }
            }
        }
        // A life that stood still, and wakes, gives to others what its successor has given already.
        assertThat(lies).as("said not to be done, of %s", answered).isLessThan(answered / 2_000);
        assertThat(twice)
                .as("given to two agents, of %s", answered)
                .isLessThan(gathers ? answered / 100 : answered / 1_000);
        // Whom a gather asked, the life before alone knew.
        assertThat(different).as("of %s", answered).isLessThan(answered / 100);
    }

    /** Whether there was room was true in one life, and may not be in the next. */
    private static boolean isRefusal(String said) {
        return said.startsWith("REJECTED") || said.equals("dead: NO_CAPACITY");
    }
}
