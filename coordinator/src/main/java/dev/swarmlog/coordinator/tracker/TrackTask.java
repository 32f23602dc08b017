package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.Advisor;
import dev.swarmlog.coordinator.tracker.core.improve.Decision;
import dev.swarmlog.coordinator.tracker.core.improve.Finding;
import dev.swarmlog.coordinator.tracker.core.improve.Proposal;
import dev.swarmlog.coordinator.tracker.core.improve.ProposalMachine;
import dev.swarmlog.coordinator.tracker.core.improve.Stage;
import dev.swarmlog.coordinator.tracker.core.improve.StepPlan;
import dev.swarmlog.coordinator.tracker.core.improve.Trigger;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import dev.swarmlog.coordinator.tracker.definition.Catalogue;
import dev.swarmlog.coordinator.tracker.definition.DefinitionText;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.runtime.wiring.OwnReply;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.ImprovementCommand;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaRun;
import dev.swarmlog.v1.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mutable, for one thread: load, decide, store, forward, for the definitions of one task. Knows no Streams. */
final class TrackTask {
    private static final String SOURCE = "coordinator";
    private static final int TOLD_PER_TICK_MAX = 100;

    private final TrackerConfig config;
    private final Catalogue catalogue;
    private final TrackShelf tracks;
    private final ProposalShelf proposals;
    private final ProposalMachine machine;
    private final Advisor advisor;
    private final TrackerMeters meters;
    private final TrackerOutlet out;

    TrackTask(
            TrackerConfig config,
            Catalogue catalogue,
            TrackShelf tracks,
            ProposalShelf proposals,
            TrackerMeters meters,
            TrackerOutlet out) {
        this.config = config;
        this.catalogue = catalogue;
        this.tracks = tracks;
        this.proposals = proposals;
        this.machine = new ProposalMachine(config.rule());
        this.advisor = new Advisor(config.rule());
        this.meters = meters;
        this.out = out;
    }

    void run(SagaRun record, long nowMs) {
        Run run = RunCodec.run(record);
        Track track = tracks.of(run.name(), run.version());
        long odd = track.totals().anomalies();
        if (!track.count(run, config.oddity())) {
            return;
        }
        meters.anomalies(track.totals().anomalies() - odd);
        for (String gone = tracks.takeSurplus(); gone != null; gone = tracks.takeSurplus()) {
            out.track(gone, null);
        }
        Proposal tried = proposals.tried(run.name());
        if (tried != null) {
            become(tried, machine.decide(tried, new Trigger.Ended(run), nowMs).next());
        }
    }

    void tick(long nowMs) {
        for (Track each : tracks.takeUntold(TOLD_PER_TICK_MAX)) {
            look(each, nowMs);
            out.track(each.name() + "@" + each.version(), TrackCodec.wire(each, plans(each)));
            Proposal tried = proposals.tried(each.name());
            if (tried != null) {
                tell(tried);
            }
        }
        for (Proposal each : proposals.all()) {
            if (!each.stage().isOver()) {
                String other = supersededBy(each);
                Trigger trigger = other == null ? new Trigger.TimePassed() : new Trigger.Superseded(other);
                become(each, machine.decide(each, trigger, nowMs).next());
            }
        }
    }

    private Map<Integer, StepPlan> plans(Track track) {
        return catalogue.plans(track.name(), track.version());
    }

    /** Only what sagas begin by is worth a change. */
    private void look(Track track, long nowMs) {
        List<String> way = proposals.way(track.name());
        if (way.isEmpty()
                || !way.getLast().equals(track.version())
                || catalogue.nextChange(track.name(), track.version()).isEmpty()) {
            return;
        }
        for (Finding each : advisor.look(track, plans(track))) {
            String id = id(track, each);
            if (proposals.find(id) == null) {
                String gone = proposals.makeRoom();
                if (gone != null) {
                    out.improvement(gone, null);
                }
                if (!proposals.isFull()) {
                    become(
                            null,
                            machine.decide(null, new Trigger.Found(id, track.name(), track.version(), each), nowMs)
                                    .next());
                }
            }
        }
    }

    /** The same for the same change, so that what was refused does not come again. */
    private static String id(Track track, Finding finding) {
        String what = track.name() + "@" + track.version() + "/" + finding.stepName() + "/" + finding.kind();
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(24);
    }

    /** What sagas begin by instead of what it would change, in words; null where it still is what they begin by. */
    private @Nullable String supersededBy(Proposal it) {
        List<String> way = proposals.way(it.name());
        boolean isOn = it.stage() == Stage.PROMOTED
                ? way.contains(it.version())
                : !way.isEmpty() && way.getLast().equals(it.version());
        if (isOn) {
            return null;
        }
        return way.isEmpty() ? "no version is deployed" : "sagas begin by " + way.getLast();
    }

    void command(String key, ImprovementCommand command, long nowMs) {
        Proposal known = proposals.find(command.getId());
        if (known == null || !known.name().equals(key)) {
            answer(command, "there is no improvement " + command.getId() + " of '" + key + "'", nowMs);
            return;
        }
        switch (command.getKind()) {
            case APPROVE -> approve(known, command, nowMs);
            case REJECT ->
                answer(command, obey(known, new Trigger.Rejected(command.getBy(), command.getReason()), nowMs), nowMs);
            case UNKNOWN -> answer(command, "only a newer coordinator knows what is wanted", nowMs);
        }
    }

    private void approve(Proposal known, ImprovementCommand command, long nowMs) {
        String flaw = known.stage() == Stage.PROPOSED ? notNow(known) : "";
        if (!flaw.isEmpty()) {
            answer(command, flaw, nowMs);
            return;
        }
        boolean isNew =
                known.stage() == Stage.PROPOSED && known.finding().kind().isWritable();
        SagaDefinition candidate = isNew ? candidate(known, command.getBy(), nowMs) : null;
        if (isNew && candidate == null) {
            answer(command, "the definition that it would change cannot be read", nowMs);
            return;
        }
        Trigger yes = new Trigger.Approved(
                command.getBy(),
                command.getReason(),
                candidate == null ? "" : candidate.getVersion(),
                command.getPermille());
        String refusal = obey(known, yes, nowMs);
        if (candidate != null && refusal.isEmpty()) {
            out.deploy(candidate);
        }
        answer(command, refusal, nowMs);
    }

    /** Why it cannot be tried now; empty where it can. */
    private String notNow(Proposal known) {
        String other = supersededBy(known);
        if (other != null) {
            return other;
        }
        Proposal tried = proposals.tried(known.name());
        return tried == null ? "" : "one change of a definition is tried at a time; now it is " + tried.id();
    }

    /** The definition with the change in it; null where there is none, or none that can be read. */
    private @Nullable SagaDefinition candidate(Proposal it, String by, long nowMs) {
        SagaDefinition base = catalogue.find(it.name(), it.version());
        DefinitionText text = base == null ? null : DefinitionText.of(base.getSource());
        if (text == null) {
            return null;
        }
        String version = catalogue.nextChange(it.name(), it.version());
        DefinitionText.Changed changed = text.with(version, it.finding());
        return new SagaDefinition(
                it.name(),
                version,
                "application/json",
                changed.source(),
                changed.hash(),
                "improvement " + it.id() + ", " + by,
                nowMs);
    }

    /** Why nothing came of it; empty where it did. */
    private String obey(Proposal known, Trigger trigger, long nowMs) {
        Decision decision = machine.decide(known, trigger, nowMs);
        become(known, decision.next());
        return decision.refusal();
    }

    private void become(@Nullable Proposal before, @Nullable Proposal after) {
        if (after == null || after.equals(before)) {
            return;
        }
        boolean isStep = before == null || before.stage() != after.stage();
        proposals.put(after, isStep);
        if (isStep) {
            meters.became(after.stage());
            out.improvement(after.id(), ProposalCodec.wire(after));
            alert(after);
        }
    }

    private void tell(Proposal it) {
        proposals.put(it, true);
        out.improvement(it.id(), ProposalCodec.wire(it));
    }

    /** What people decided they know; the rest they are told. */
    private void alert(Proposal it) {
        Proposal.Event last = it.history().getLast();
        if (!last.by().isEmpty() || it.stage() == Stage.STALE) {
            return;
        }
        boolean isBad = it.stage() == Stage.ROLLED_BACK;
        out.alert(new Alert(
                SOURCE,
                isBad ? Severity.WARNING : Severity.INFO,
                "improvement." + it.stage().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                it.finding().kind() + " of step " + it.finding().stepName() + " of " + it.name() + "@" + it.version()
                        + " is " + it.stage() + (last.why().isEmpty() ? "" : ": " + last.why()),
                Map.of("improvementId", it.id(), "definition", it.name()),
                last.atMs()));
    }

    private void answer(ImprovementCommand command, String refusal, long nowMs) {
        if (command.getReplyTopic().isEmpty()) {
            return;
        }
        String key = command.getCorrelationKey().isEmpty() ? command.getId() : command.getCorrelationKey();
        Proposal now = proposals.find(command.getId());
        String json = now == null ? "null" : "{\"state\":\"" + now.stage() + "\"}";
        out.answer(new Addressed<>(
                command.getReplyTopic(),
                command.getReplyPartition(),
                key,
                OwnReply.of(
                        key,
                        refusal.isEmpty() ? ReplyStatus.COMPLETED : ReplyStatus.REJECTED,
                        refusal,
                        json,
                        command.getSentAtMs(),
                        nowMs)));
    }
}
