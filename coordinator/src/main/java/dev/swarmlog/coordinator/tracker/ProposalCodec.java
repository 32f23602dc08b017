package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.Finding;
import dev.swarmlog.coordinator.tracker.core.improve.Finding.Figure;
import dev.swarmlog.coordinator.tracker.core.improve.Kind;
import dev.swarmlog.coordinator.tracker.core.improve.Proposal;
import dev.swarmlog.coordinator.tracker.core.improve.Proposal.Event;
import dev.swarmlog.coordinator.tracker.core.improve.Stage;
import dev.swarmlog.coordinator.tracker.core.improve.Tally;
import dev.swarmlog.coordinator.tracker.core.improve.Trial;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementEvidence;
import dev.swarmlog.v1.ImprovementKind;
import dev.swarmlog.v1.ImprovementState;
import dev.swarmlog.v1.ImprovementStep;
import dev.swarmlog.v1.ImprovementTally;

/** Between improvements.status and proposals. */
final class ProposalCodec {
    private ProposalCodec() {}

    static Improvement wire(Proposal it) {
        return new Improvement(
                it.id(),
                it.name(),
                it.version(),
                ImprovementKind.valueOf(it.finding().kind().name()),
                it.finding().step(),
                it.finding().stepName(),
                it.finding().from(),
                it.finding().to(),
                it.finding().evidence().stream()
                        .map(each -> new ImprovementEvidence(each.what(), each.value()))
                        .toList(),
                wire(it.stage()),
                it.trial().candidate(),
                it.trial().permille(),
                wire(it.trial().base()),
                wire(it.trial().tried()),
                it.trial().looks(),
                it.trial().sinceMs(),
                it.history().stream()
                        .map(each -> new ImprovementStep(wire(each.stage()), each.atMs(), each.by(), each.why()))
                        .toList(),
                it.changedAtMs());
    }

    /** Throws an {@link IllegalArgumentException} for what only a newer coordinator knows. */
    static Proposal proposal(Improvement it) {
        Finding finding = new Finding(
                Kind.valueOf(it.getKind().name()),
                it.getStep(),
                it.getStepName(),
                it.getFrom(),
                it.getTo(),
                it.getEvidence().stream()
                        .map(each -> new Figure(each.getWhat(), each.getValue()))
                        .toList());
        Trial trial = new Trial(
                it.getCandidate(),
                it.getPermille(),
                tally(it.getBase()),
                tally(it.getTried()),
                it.getLooks(),
                it.getTrialSinceMs());
        return new Proposal(
                it.getId(),
                it.getName(),
                it.getVersion(),
                finding,
                stage(it.getState()),
                trial,
                it.getHistory().stream()
                        .map(each -> new Event(stage(each.getState()), each.getAtMs(), each.getBy(), each.getWhy()))
                        .toList());
    }

    private static ImprovementState wire(Stage it) {
        return ImprovementState.valueOf(it.name());
    }

    private static Stage stage(ImprovementState it) {
        return Stage.valueOf(it.name());
    }

    private static ImprovementTally wire(Tally it) {
        return new ImprovementTally(it.runs(), it.failed(), TrackCodec.wire(it.took()));
    }

    private static Tally tally(ImprovementTally it) {
        return new Tally(it.getRuns(), it.getFailed(), TrackCodec.spread(it.getTook()));
    }
}
