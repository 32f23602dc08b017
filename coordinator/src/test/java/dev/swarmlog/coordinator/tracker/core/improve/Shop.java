package dev.swarmlog.coordinator.tracker.core.improve;

import dev.swarmlog.coordinator.tracker.core.run.Cause;
import dev.swarmlog.coordinator.tracker.core.run.Ending;
import dev.swarmlog.coordinator.tracker.core.run.Note;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.track.OddityRule;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A world in which orders are packed and then charged, and charging sometimes takes long; a seed settles all of it. */
final class Shop {
    static final int CHARGE = 1;

    final ProposalMachine machine = new ProposalMachine(ImproveRule.DEFAULT);
    final Track track = new Track("order", "1.0.0");

    @Nullable
    Proposal proposal;

    long nowMs = 1_000_000;

    private final SplittableRandom random;
    private int sagas;

    /** What charging is like under one version. */
    record Charging(long timeoutMs, int attemptsMax, double longShare, double refusedShare, double exhaustedShare) {
        StepPlan plan() {
            return new StepPlan("charge", timeoutMs, attemptsMax, 200, true);
        }
    }

    Shop(long seed) {
        random = new SplittableRandom(seed);
    }

    Run order(String version, Charging charging) {
        nowMs += 100;
        long at = nowMs;
        Run run = Run.of("s-" + sagas++)
                .after(1, at, List.of(new Note.Began("order", version), new Note.Tried(0, 1, false, 0)));
        at += 50 + random.nextInt(20);
        run = run.after(2, at, List.of(new Note.Succeeded(0, 1, false)));
        for (int attempt = 1; ; attempt++) {
            run = run.after(
                    run.eventVersion() + 1, at, List.of(new Note.Tried(CHARGE, attempt, false, charging.timeoutMs)));
            long takesMs = (random.nextDouble() < charging.longShare ? 1_150L : 250L) + random.nextInt(200);
            Cause cause = cause(charging, takesMs);
            at += Math.min(takesMs, charging.timeoutMs);
            if (cause == Cause.UNKNOWN) {
                return run.after(
                        run.eventVersion() + 1,
                        at,
                        List.of(new Note.Succeeded(CHARGE, attempt, false), new Note.Ended(Ending.COMPLETED)));
            }
            List<Note> notes = new ArrayList<>(List.of(new Note.Failed(CHARGE, attempt, false, cause)));
            if (attempt >= charging.attemptsMax || !cause.isPassing()) {
                notes.add(new Note.GivenUp(CHARGE, cause));
                notes.add(new Note.Ended(Ending.COMPENSATED));
                return run.after(run.eventVersion() + 1, at, notes);
            }
            run = run.after(run.eventVersion() + 1, at, notes);
            at += 100;
        }
    }

    private Cause cause(Charging charging, long takesMs) {
        double draw = random.nextDouble();
        if (draw < charging.refusedShare) {
            return Cause.RETRYABLE;
        }
        if (draw < charging.refusedShare + charging.exhaustedShare) {
            return Cause.EXHAUSTED;
        }
        return takesMs > charging.timeoutMs ? Cause.TIMED_OUT : Cause.UNKNOWN;
    }

    /** So many orders, until something is proposed. */
    void trade(int orders, Charging charging) {
        for (int i = 0; i < orders && proposal == null; i++) {
            track.count(order("1.0.0", charging), OddityRule.DEFAULT);
            if (i % 20 != 0) {
                continue;
            }
            for (Finding each : new Advisor(ImproveRule.DEFAULT).look(track, Map.of(CHARGE, charging.plan()))) {
                hear(new Trigger.Found("p", "order", "1.0.0", each));
            }
        }
    }

    void hear(Trigger trigger) {
        proposal = machine.decide(proposal, trigger, nowMs).next();
    }

    void approve() {
        hear(new Trigger.Approved("ann", "", "1.0.0-improve.1", 0));
    }

    /** So many orders, of which a share tries the change. */
    void tryOut(int orders, Charging before, Charging after) {
        for (int i = 0; i < orders; i++) {
            boolean tries = proposal != null && random.nextInt(1_000) < proposal.permille();
            hear(new Trigger.Ended(tries ? order("1.0.0-improve.1", after) : order("1.0.0", before)));
        }
    }
}
