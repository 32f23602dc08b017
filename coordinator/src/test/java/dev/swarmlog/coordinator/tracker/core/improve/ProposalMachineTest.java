package dev.swarmlog.coordinator.tracker.core.improve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every trigger at every stage. */
final class ProposalMachineTest {
    private static final long NOW_MS = 1_000;
    private static final ProposalMachine MACHINE = new ProposalMachine(ImproveRule.DEFAULT);
    private static final Trigger.Found FOUND = new Trigger.Found("p", "order", "1.0.0", finding(Kind.RAISE_TIMEOUT));
    private static final Trigger.Approved YES = new Trigger.Approved("ann", "", "1.0.0-improve.1", 100);
    private static final Trigger.Rejected NO = new Trigger.Rejected("bob", "no");
    private static final Trigger.Superseded OTHER = new Trigger.Superseded("1.1.0 is deployed");

    private static Finding finding(Kind kind) {
        return new Finding(kind, 0, "charge", 1_000, 2_000, List.of());
    }

    private static Proposal at(Stage stage) {
        List<Trigger> way = switch (stage) {
            case PROPOSED -> List.of(FOUND);
            case TRYING -> List.of(FOUND, YES);
            case PROMOTED, ROLLED_BACK -> List.of(FOUND, YES, NO);
            case REJECTED -> List.of(FOUND, NO);
            case STALE -> List.of(FOUND, OTHER);
        };
        Proposal now = null;
        for (Trigger each : way) {
            now = MACHINE.decide(now, each, NOW_MS).next();
        }
        Proposal found = Objects.requireNonNull(now);
        return stage == Stage.PROMOTED
                ? found.to(Stage.PROMOTED, new Proposal.Event(Stage.PROMOTED, NOW_MS, "", ""))
                : found;
    }

    private static String after(Stage stage, Trigger trigger) {
        Decision decision = MACHINE.decide(at(stage), trigger, NOW_MS);
        Proposal next = Objects.requireNonNull(decision.next());
        return !decision.refusal().isEmpty()
                ? "refused"
                : next.equals(at(stage)) ? "-" : next.stage().name();
    }

    @Test
    void everyTriggerAtEveryStage() {
        Map<String, Trigger> triggers = new LinkedHashMap<>();
        triggers.put("found", FOUND);
        triggers.put("approved", YES);
        triggers.put("rejected", NO);
        triggers.put("time", new Trigger.TimePassed());
        triggers.put("superseded", OTHER);
        List<String> table = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            List<String> row = new ArrayList<>(List.of(stage.name()));
            triggers.values().forEach(trigger -> row.add(after(stage, trigger)));
            table.add(String.join(" ", row));
        }

        assertThat(table)
                .containsExactly(
                        "PROPOSED - TRYING REJECTED - STALE",
                        "TRYING - - ROLLED_BACK - STALE",
                        "PROMOTED - - ROLLED_BACK - STALE",
                        "ROLLED_BACK - refused - - -",
                        "REJECTED - refused - - -",
                        "STALE - refused refused - -");
    }

    @Test
    void whatOnlyAPersonCanWriteIsNotApproved() {
        Proposal split = MACHINE.decide(
                        null, new Trigger.Found("p", "order", "1.0.0", finding(Kind.SPLIT_STEP)), NOW_MS)
                .next();

        assertThat(MACHINE.decide(split, YES, NOW_MS).refusal()).contains("only a person can write");
    }

    @Test
    void aTrialLeavesOthersToCompareWith() {
        Trigger all = new Trigger.Approved("ann", "", "1.0.0-improve.1", 501);

        assertThat(MACHINE.decide(at(Stage.PROPOSED), all, NOW_MS).refusal()).contains("1 to 500");
    }

    @Test
    void aTrialThatNobodyTakesPartInIsGivenUp() {
        Proposal trying = at(Stage.TRYING);
        long end = NOW_MS + ImproveRule.DEFAULT.trialMs();

        assertThat(MACHINE.decide(trying, new Trigger.TimePassed(), end - 1).next())
                .isEqualTo(trying);
        Proposal over = Objects.requireNonNull(
                MACHINE.decide(trying, new Trigger.TimePassed(), end).next());
        assertThat(over.stage()).isEqualTo(Stage.ROLLED_BACK);
        assertThat(over.history().getLast().why()).contains("too few");
    }
}
