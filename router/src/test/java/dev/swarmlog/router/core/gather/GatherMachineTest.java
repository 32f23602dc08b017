package dev.swarmlog.router.core.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.gather.GatherEffect.Close;
import dev.swarmlog.router.core.gather.GatherEffect.Ending;
import dev.swarmlog.router.core.gather.GatherEffect.Ignore;
import dev.swarmlog.router.core.gather.GatherEffect.Reason;
import dev.swarmlog.router.core.gather.GatherEvent.BranchAnswered;
import dev.swarmlog.router.core.gather.GatherEvent.BranchFailed;
import dev.swarmlog.router.core.gather.GatherEvent.TimedOut;
import dev.swarmlog.router.core.gather.GatherEvent.Withdrawn;
import dev.swarmlog.router.core.gather.GatherState.Closed;
import dev.swarmlog.router.core.gather.GatherState.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GatherMachineTest {
    private static final long CLOSES_AT = 1_000;
    private static final List<Mode> MODES = List.of(Mode.values());

    private static Plan plan(Mode mode, int branches, int quorum) {
        return new Plan(mode, branches, quorum, false, CLOSES_AT);
    }

    /** Branch after branch: a digit answers with that number and likeness, x fails, t is when time is up. */
    private static @Nullable Close close(Plan plan, String story) {
        GatherState state = Open.of(plan);
        Close close = null;
        int branch = 0;
        for (int step = 0; step < story.length(); step++) {
            char event = story.charAt(step);
            GatherEvent what = switch (event) {
                case 'x' -> new BranchFailed(branch, "a" + branch++);
                case 't' -> new TimedOut();
                default -> answered(branch++, event - '0');
            };
            GatherDecision decision = GatherMachine.decide(state, what, event == 't' ? CLOSES_AT : 0);
            state = decision.next();
            for (GatherEffect effect : decision.effects()) {
                if (effect instanceof Close closing) {
                    assertThat(close).as("closes once").isNull();
                    close = closing;
                }
            }
        }
        return close;
    }

    private static BranchAnswered answered(int branch, int number) {
        return new BranchAnswered(branch, "a" + branch, new Finding("" + number, number));
    }

    /** As {@link #close}, of one that is taken back at the w. */
    private static @Nullable Close closeWithdrawn(Plan plan, String story) {
        int at = story.indexOf('w');
        GatherState state = Open.of(plan);
        Close close = null;
        for (int branch = 0; branch < story.length() && close == null; branch++) {
            int number = branch < at ? branch : branch - 1;
            char event = story.charAt(branch);
            GatherEvent what = switch (event) {
                case 'w' -> new Withdrawn("too late");
                case 'x' -> new BranchFailed(number, "a" + number);
                case 't' -> new TimedOut();
                default -> answered(number, event - '0');
            };
            GatherDecision decision = GatherMachine.decide(state, what, event == 't' ? CLOSES_AT : 0);
            state = decision.next();
            close = decision.effects().stream()
                    .filter(Close.class::isInstance)
                    .map(Close.class::cast)
                    .findFirst()
                    .orElse(null);
        }
        return close;
    }

    static Stream<Arguments> withdrawals() {
        return Stream.of(
                Arguments.of(Mode.ALL, "1wxx", Ending.PARTIAL, List.of(0)),
                Arguments.of(Mode.ALL, "12w3", Ending.COMPLETE, List.of(0, 1, 2)),
                Arguments.of(Mode.ALL, "wxxx", Ending.WITHDRAWN, List.of()),
                Arguments.of(Mode.FIRST, "wx1", Ending.COMPLETE, List.of(1)),
                Arguments.of(Mode.FIRST, "xwxx", Ending.WITHDRAWN, List.of()),
                Arguments.of(Mode.QUORUM, "1wxx", Ending.WITHDRAWN, List.of()),
                Arguments.of(Mode.QUORUM, "w12", Ending.COMPLETE, List.of(0, 1)),
                Arguments.of(Mode.MAJORITY, "w7x9", Ending.WITHDRAWN, List.of()),
                Arguments.of(Mode.BEST, "wxt", Ending.WITHDRAWN, List.of()));
    }

    @ParameterizedTest
    @MethodSource("withdrawals")
    void whatIsTakenBackIsWhatWasDoneAllTheSame(Mode mode, String story, Ending ending, List<Integer> used) {
        Close close = Objects.requireNonNull(closeWithdrawn(plan(mode, 3, 2), story));

        assertThat(close.ending()).isEqualTo(ending);
        assertThat(close.used()).isEqualTo(used);
    }

    /** A quorum that cannot be met any more would end it, but the last one may still be at work. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatIsTakenBackEndsOnlyOnceAllAreHeardWhoMayHaveDoneIt(Mode mode) {
        assertThat(closeWithdrawn(plan(mode, 3, 2), "wxx")).isNull();
    }

    @Test
    void toTakeItBackTwiceIsToTakeItBackOnce() {
        GatherState once = GatherMachine.decide(Open.of(plan(Mode.ALL, 2, 0)), new Withdrawn("why"), 0)
                .next();

        GatherDecision twice = GatherMachine.decide(once, new Withdrawn("because"), 0);

        assertThat(twice.next()).isEqualTo(once);
        assertThat(twice.effects()).containsExactly(new Ignore(Reason.DUPLICATE));
    }

    static Stream<Arguments> stories() {
        return Stream.of(
                Arguments.of(Mode.ALL, "123", Ending.COMPLETE, List.of(0, 1, 2)),
                Arguments.of(Mode.ALL, "1x3", Ending.PARTIAL, List.of(0, 2)),
                Arguments.of(Mode.ALL, "12t", Ending.PARTIAL, List.of(0, 1)),
                Arguments.of(Mode.ALL, "xxx", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.ALL, "xt", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.FIRST, "x1", Ending.COMPLETE, List.of(1)),
                Arguments.of(Mode.FIRST, "xxx", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.FIRST, "xxt", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.QUORUM, "1x3", Ending.COMPLETE, List.of(0, 2)),
                Arguments.of(Mode.QUORUM, "xx", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.QUORUM, "1t", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.MAJORITY, "77", Ending.COMPLETE, List.of(0, 1)),
                Arguments.of(Mode.MAJORITY, "787", Ending.COMPLETE, List.of(0, 2)),
                Arguments.of(Mode.MAJORITY, "789", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.MAJORITY, "xx", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.MAJORITY, "7t", Ending.INCOMPLETE, List.of()),
                Arguments.of(Mode.BEST, "293", Ending.COMPLETE, List.of(1)),
                Arguments.of(Mode.BEST, "x99", Ending.PARTIAL, List.of(1)),
                Arguments.of(Mode.AVERAGE, "123", Ending.COMPLETE, List.of(0, 1, 2)),
                Arguments.of(Mode.AVERAGE, "12t", Ending.PARTIAL, List.of(0, 1)),
                Arguments.of(Mode.MERGE, "1xx", Ending.PARTIAL, List.of(0)),
                Arguments.of(Mode.MERGE, "xxx", Ending.INCOMPLETE, List.of()));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void closesAsSoonAsTheOutcomeIsCertain(Mode mode, String story, Ending ending, List<Integer> used) {
        Plan plan = plan(mode, 3, mode == Mode.QUORUM ? 2 : 0);

        Close close = Objects.requireNonNull(close(plan, story));

        assertThat(close.ending()).isEqualTo(ending);
        assertThat(close.used()).isEqualTo(used);
        assertThat(close.why().isEmpty()).isEqualTo(ending == Ending.COMPLETE);
        assertThat(close(plan, story.substring(0, story.length() - 1)))
                .as("not before")
                .isNull();
    }

    @Test
    void theSmallestCanBeTheBest() {
        Plan plan = new Plan(Mode.BEST, 3, 0, true, CLOSES_AT);

        assertThat(close(plan, "293")).isEqualTo(new Close(Ending.COMPLETE, List.of(0), ""));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(close(plan(Mode.QUORUM, 5, 3), "1xxx"))
                .isEqualTo(new Close(
                        Ending.INCOMPLETE,
                        List.of(),
                        "3 answers are needed: 1 of 5 answered, 3 failed, nothing came of 1"));
    }

    @Test
    void aQuorumOfMoreThanThereAreIsNotWaitedFor() {
        assertThat(GatherMachine.begun(Open.of(plan(Mode.QUORUM, 2, 3))).next()).isEqualTo(Closed.INSTANCE);
    }

    @Test
    void anAgentsSecondAnswerEndsItsBranchAndDoesNotCount() {
        Open once = (Open) GatherMachine.decide(Open.of(plan(Mode.ALL, 3, 0)), answered(0, 1), 0)
                .next();

        GatherDecision twice = GatherMachine.decide(once, new BranchAnswered(1, "a0", Finding.ANY), 0);

        assertThat(twice.next()).isEqualTo(once.with(1, new Branch.Failed("")));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aRepeatedEventChangesNothingMore(Mode mode) {
        for (GatherEvent event : List.of(answered(0, 1), new BranchFailed(0, "a0"), new TimedOut())) {
            GatherState once = GatherMachine.decide(Open.of(plan(mode, 4, 2)), event, CLOSES_AT)
                    .next();

            GatherDecision twice = GatherMachine.decide(once, event, CLOSES_AT);

            if (!(event instanceof TimedOut) || once instanceof Closed) {
                assertThat(twice.next()).isEqualTo(once);
                assertThat(twice.effects()).hasSize(1).allMatch(Ignore.class::isInstance);
            }
        }
    }

    @Test
    void whatComesLateIsIgnoredAsSuch() {
        assertThat(GatherMachine.decide(Closed.INSTANCE, answered(0, 1), 0).effects())
                .containsExactly(new Ignore(Reason.LATE));
    }

    /** Whatever comes in whatever order: closed once, by no more than each branch and each agent once at most. */
    @Test
    void closesOnceWhateverComes() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int branches = 1 + random.nextInt(7);
            Mode mode = MODES.get(random.nextInt(MODES.size()));
            Plan plan = new Plan(mode, branches, 1 + random.nextInt(branches), random.nextBoolean(), CLOSES_AT);
            List<Close> closings = new ArrayList<>();
            GatherState state = Open.of(plan);

            for (int step = 0; step < 60; step++) {
                GatherDecision decision = GatherMachine.decide(
                        state, step < 59 ? any(random, branches) : new TimedOut(), step < 59 ? step * 17L : CLOSES_AT);
                state = decision.next();
                decision.effects().stream()
                        .filter(Close.class::isInstance)
                        .map(Close.class::cast)
                        .forEach(closings::add);
            }

            assertThat(state).as("seed %s", seed).isEqualTo(Closed.INSTANCE);
            assertThat(closings).as("seed %s", seed).hasSize(1).allSatisfy(close -> {
                assertThat(close.used()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(branches);
                assertThat(close.used().isEmpty()).isEqualTo(close.ending() == Ending.INCOMPLETE);
            });
        }
    }

    private static GatherEvent any(SplittableRandom random, int branches) {
        int branch = random.nextInt(branches + 1);
        String agent = "a" + random.nextInt(branches + 1);
        int number = random.nextInt(3);
        return switch (random.nextInt(5)) {
            case 0, 1 -> new BranchAnswered(branch, agent, new Finding("" + number, number));
            case 2 -> new BranchFailed(branch, random.nextBoolean() ? agent : "");
            default -> new TimedOut();
        };
    }
}
