package dev.swarmlog.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.simulator.core.Sightings.Seen;
import dev.swarmlog.simulator.core.faults.Fault;
import dev.swarmlog.simulator.core.faults.FaultKind;
import dev.swarmlog.simulator.core.faults.Moments;
import dev.swarmlog.simulator.core.faults.Strike;
import dev.swarmlog.simulator.core.faults.Victims;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SightingsTest {
    private static final Fault SILENCE =
            Fault.of(FaultKind.SILENT, new Victims.Everybody(), new Moments.At(List.of(0L)), 1_000);

    private final Sightings sightings = new Sightings();
    private final Strike first = new Strike(0, SILENCE, 0, 1_000, List.of(1, 2, 3));
    private final Strike second = new Strike(1, SILENCE, 5_000, 6_000, List.of(2));

    @Test
    void whatShowsFirstCountsFromWhatHappened() {
        sightings.struck(first, 100);

        sightings.shown(1, "SUSPECT", 1_600);
        sightings.shown(2, "SUSPECT", 1_100);
        sightings.shown(3, "SUSPECT", 3_100);
        sightings.shown(2, "SUSPECT", 9_100);
        sightings.shown(2, "DEAD", 4_100);

        assertThat(sightings.of(first))
                .containsExactly(new Seen("SUSPECT", 3, 1_000, 1_500, 3_000), new Seen("DEAD", 1, 4_000, 4_000, 4_000));
    }

    @Test
    void whatShowsOfTheUnharmedHasNothingToDoWithIt() {
        sightings.shown(1, "DEAD", 50);
        sightings.struck(first, 100);
        sightings.shown(7, "DEAD", 200);
        sightings.shown(1, "DEAD", 99);

        assertThat(sightings.of(first)).isEmpty();
    }

    @Test
    void anAgentIsWatchedForTheLastThingThatHappenedToIt() {
        sightings.struck(first, 100);
        sightings.struck(second, 5_100);
        sightings.struck(second, 5_200);

        sightings.shown(2, "SUSPECT", 5_600);

        assertThat(sightings.of(first)).isEmpty();
        assertThat(sightings.of(second)).containsExactly(new Seen("SUSPECT", 1, 500, 500, 500));
    }
}
