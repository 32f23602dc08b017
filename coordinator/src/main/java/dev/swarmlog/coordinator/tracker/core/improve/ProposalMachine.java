package dev.swarmlog.coordinator.tracker.core.improve;

import dev.swarmlog.coordinator.tracker.core.improve.Proposal.Event;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a proposal. What does not concern it changes nothing. */
public record ProposalMachine(ImproveRule rule) {

    public Decision decide(@Nullable Proposal now, Trigger trigger, long nowMs) {
        if (now == null) {
            return trigger instanceof Trigger.Found found
                    ? Decision.of(proposed(found, nowMs))
                    : new Decision(null, "there is no such proposal");
        }
        return switch (trigger) {
            case Trigger.Found again -> Decision.of(now);
            case Trigger.Approved yes -> approved(now, yes, nowMs);
            case Trigger.Rejected no -> rejected(now, no, nowMs);
            case Trigger.Ended(Run run) -> Decision.of(heard(now, run, nowMs));
            case Trigger.TimePassed passed -> Decision.of(waited(now, nowMs));
            case Trigger.Superseded(String why) ->
                Decision.of(now.stage().isOver() ? now : now.to(Stage.STALE, new Event(Stage.STALE, nowMs, "", why)));
        };
    }

    private static Proposal proposed(Trigger.Found found, long nowMs) {
        Event event = new Event(Stage.PROPOSED, nowMs, "", "");
        return new Proposal(
                found.id(), found.name(), found.version(), found.finding(), Stage.PROPOSED, Trial.NONE, List.of(event));
    }

    private Decision approved(Proposal now, Trigger.Approved yes, long nowMs) {
        return switch (now.stage()) {
            case PROPOSED -> {
                if (!now.finding().kind().isWritable()) {
                    yield refused(now, "only a person can write that change: deploy it as a new version");
                }
                int permille = yes.permille() == 0 ? rule.permille() : yes.permille();
                if (permille < 0 || permille > ImproveRule.PERMILLE_MAX) {
                    yield refused(now, "a share of 1 to " + ImproveRule.PERMILLE_MAX + " in a thousand is expected");
                }
                yield Decision.of(now.with(Trial.begun(yes.candidate(), permille, nowMs))
                        .to(Stage.TRYING, new Event(Stage.TRYING, nowMs, yes.by(), yes.why())));
            }
            case TRYING, PROMOTED -> Decision.of(now);
            case ROLLED_BACK, REJECTED, STALE -> refused(now, "it is " + now.stage());
        };
    }

    private static Decision rejected(Proposal now, Trigger.Rejected no, long nowMs) {
        return switch (now.stage()) {
            case PROPOSED -> Decision.of(now.to(Stage.REJECTED, new Event(Stage.REJECTED, nowMs, no.by(), no.why())));
            case TRYING, PROMOTED ->
                Decision.of(now.to(Stage.ROLLED_BACK, new Event(Stage.ROLLED_BACK, nowMs, no.by(), no.why())));
            case REJECTED, ROLLED_BACK -> Decision.of(now);
            case STALE -> refused(now, "it is " + now.stage());
        };
    }

    private Proposal heard(Proposal now, Run run, long nowMs) {
        if (now.stage() != Stage.TRYING || !Tally.tells(run)) {
            return now;
        }
        Trial more = now.trial().and(run, now.version());
        if (!more.isDue(rule)) {
            return now.with(more);
        }
        Proposal looked = now.with(more.looked());
        return switch (more.verdict(rule)) {
            case GOING -> looked;
            case WORSE ->
                looked.to(Stage.ROLLED_BACK, new Event(Stage.ROLLED_BACK, nowMs, "", "worse: " + more.told()));
            case NOT_WORSE ->
                looked.to(Stage.PROMOTED, new Event(Stage.PROMOTED, nowMs, "", "not worse: " + more.told()));
        };
    }

    private Proposal waited(Proposal now, long nowMs) {
        boolean isOver = now.stage() == Stage.TRYING && nowMs - now.trial().sinceMs() >= rule.trialMs();
        return isOver
                ? now.to(
                        Stage.ROLLED_BACK,
                        new Event(
                                Stage.ROLLED_BACK,
                                nowMs,
                                "",
                                "too few sagas in time: " + now.trial().told()))
                : now;
    }

    private static Decision refused(Proposal now, String why) {
        return new Decision(now, why);
    }
}
