package dev.swarmlog.coordinator.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.tracker.core.improve.Finding;
import dev.swarmlog.coordinator.tracker.core.improve.ImproveRule;
import dev.swarmlog.coordinator.tracker.core.improve.Kind;
import dev.swarmlog.coordinator.tracker.core.improve.Proposal;
import dev.swarmlog.coordinator.tracker.core.improve.ProposalMachine;
import dev.swarmlog.coordinator.tracker.core.improve.StepPlan;
import dev.swarmlog.coordinator.tracker.core.improve.Trigger;
import dev.swarmlog.coordinator.tracker.core.run.Cause;
import dev.swarmlog.coordinator.tracker.core.run.Ending;
import dev.swarmlog.coordinator.tracker.core.run.Note;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.track.OddityRule;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.SagaTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is stored is what was: else a restart would change figures, or what people decided. */
final class CodecTest {
    private static final long SEED = Long.getLong("seed", 42L);

    private static final List<Cause> CAUSES = List.of(Cause.values());

    static {
        TrustedTypes.allow();
    }

    private final SplittableRandom random = new SplittableRandom(SEED);
    private int sagas;

    private Run run(boolean isOver) {
        long at = random.nextLong(1_000_000, 2_000_000);
        Run run = Run.of("s-" + sagas++).after(1, at, List.of(new Note.Began("order", "1.0.0")));
        for (int i = random.nextInt(8); i >= 0; i--) {
            int step = random.nextInt(4);
            Cause cause = CAUSES.get(random.nextInt(CAUSES.size()));
            List<Note> notes = new ArrayList<>(List.of(new Note.Tried(step, i, random.nextBoolean(), 500)));
            notes.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new Note.Failed(step, i, false, cause);
                        case 1 -> new Note.GivenUp(step, cause);
                        case 2 -> new Note.Done(step);
                        default -> new Note.Succeeded(step, i, false);
                    });
            run = run.after(run.eventVersion() + 1, at += random.nextInt(5_000), notes);
        }
        Ending ending = random.nextInt(4) == 0 ? Ending.COMPENSATED : Ending.COMPLETED;
        return isOver ? run.after(run.eventVersion() + 1, at, List.of(new Note.Ended(ending))) : run;
    }

    @Test
    void runs() {
        for (int i = 0; i < 200; i++) {
            Run run = run(i % 2 == 0);
            assertThat(RunCodec.run(RunCodec.wire(run))).as("seed %s", SEED).isEqualTo(run);
        }
    }

    @Test
    void tracks() {
        Map<Integer, StepPlan> plans = Map.of(1, new StepPlan("charge", 500, 3, 200, true));
        Track track = new Track("order", "1.0.0");
        for (int i = 0; i < 600; i++) {
            track.count(run(true), new OddityRule(50, 1.5));
        }
        SagaTrack once = TrackCodec.wire(track, plans);

        assertThat(once.getAnomalies()).isNotEmpty();
        assertThat(TrackCodec.wire(TrackCodec.track(once), plans))
                .as("seed %s", SEED)
                .isEqualTo(once);
    }

    @Test
    void proposals() {
        ProposalMachine machine = new ProposalMachine(ImproveRule.DEFAULT);
        Finding finding =
                new Finding(Kind.RAISE_TIMEOUT, 1, "charge", 500, 1_000, List.of(new Finding.Figure("late", 3)));
        Proposal now = machine.decide(null, new Trigger.Found("p", "order", "1.0.0", finding), 1)
                .next();
        now = machine.decide(now, new Trigger.Approved("ann", "why", "1.0.0-improve.1", 100), 2)
                .next();
        for (int i = 0; i < 30; i++) {
            now = machine.decide(now, new Trigger.Ended(run(true)), 3).next();
        }
        Proposal after = Objects.requireNonNull(now);

        assertThat(after.trial().base().runs()).isEqualTo(30);
        assertThat(ProposalCodec.wire(ProposalCodec.proposal(ProposalCodec.wire(after))))
                .isEqualTo(ProposalCodec.wire(after));
    }
}
