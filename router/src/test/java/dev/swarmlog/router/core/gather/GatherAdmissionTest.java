package dev.swarmlog.router.core.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.Answer;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GatherAdmissionTest {
    private static final GatherAdmission ADMISSION = new GatherAdmission(8, 1_000);

    private static Asking asking(String mode, int fanOut, int quorum, String by) {
        return new Asking(mode, fanOut, quorum, by, 0, false);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("gather.mode: one of [ALL, FIRST,", asking("SOME", 0, 0, "")),
                Arguments.of("found 'SOME'", asking("SOME", 0, 0, "")),
                Arguments.of("gather.mode: a mode is expected", asking("", 3, 0, "")),
                Arguments.of("gather.mode: a mode is expected", new Asking("", 0, 0, "", 5, false)),
                Arguments.of("gather.fanOut: 0 to 8 are allowed, found -1", asking("ALL", -1, 0, "")),
                Arguments.of("gather.fanOut: 0 to 8 are allowed, found 9", asking("ALL", 9, 0, "")),
                Arguments.of("gather.quorum: 1 to 5", asking("QUORUM", 5, 0, "")),
                Arguments.of("gather.quorum: 1 to 5", asking("QUORUM", 5, 6, "")),
                Arguments.of("gather.quorum: 1 to 8", asking("QUORUM", 0, 9, "")),
                Arguments.of("gather.quorum: 1 to 8", asking("QUORUM", 0, -1, "")),
                Arguments.of("gather.quorum: 0 is expected with ALL", asking("ALL", 3, 2, "")),
                Arguments.of("gather.by: a JSON pointer", asking("BEST", 3, 0, "score")),
                Arguments.of("gather.by: a JSON pointer", asking("BEST", 3, 0, "-score")),
                Arguments.of("gather.by: a JSON pointer", asking("AVERAGE", 3, 0, "/a~2")),
                Arguments.of("gather.by: a leading '-'", asking("AVERAGE", 3, 0, "-/score")),
                Arguments.of("gather.by: nothing is expected with MERGE", asking("MERGE", 3, 0, "/score")),
                Arguments.of("gather.windowMs: 0 or more", new Asking("ALL", 0, 0, "", -1, false)),
                Arguments.of("gather.fanOut: BROADCAST goes to all", new Asking("", 3, 0, "", 0, true)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhatItRefuses(String what, Asking asking) {
        Answer refusal = Objects.requireNonNull(ADMISSION.refusal(asking, 0, true));

        assertThat(refusal.error()).contains(what);
        assertThat(refusal.status()).isEqualTo(Answer.Status.REJECTED);
    }

    static Stream<Asking> welcome() {
        return Stream.of(
                asking("", 0, 0, ""),
                asking("all", 8, 0, ""),
                asking("QUORUM", 3, 3, ""),
                asking("QUORUM", 0, 8, ""),
                asking("BEST", 0, 0, ""),
                asking("BEST", 0, 0, "-"),
                asking("Best", 0, 0, "-/latency/p99"),
                asking("AVERAGE", 0, 0, "/a~1b"),
                new Asking("", 0, 0, "", 100, true),
                new Asking("QUORUM", 0, 2, "", 0, true));
    }

    @ParameterizedTest
    @MethodSource("welcome")
    void admitsWhatMakesSense(Asking asking) {
        assertThat(ADMISSION.refusal(asking, 1_000, true)).isNull();
    }

    @Test
    void refusesWhatHasNoAnswerAndWhatIsTooLarge() {
        assertThat(Objects.requireNonNull(ADMISSION.refusal(asking("ALL", 0, 0, ""), 0, false))
                        .error())
                .contains("untracked");
        assertThat(Objects.requireNonNull(ADMISSION.refusal(new Asking("", 0, 0, "", 0, true), 0, false))
                        .error())
                .contains("untracked");
        assertThat(Objects.requireNonNull(ADMISSION.refusal(asking("ALL", 0, 0, ""), 1_001, true))
                        .cause())
                .isEqualTo(Answer.Cause.OVERSIZED);
        assertThat(ADMISSION.refusal(asking("", 0, 0, ""), 1_001, false)).isNull();
    }

    @Test
    void refusesABroadcastToMoreThanItMayGoTo() {
        assertThat(ADMISSION.refusalOfPool(8)).isNull();
        assertThat(Objects.requireNonNull(ADMISSION.refusalOfPool(9)).error())
                .contains("at most 8 agents are allowed, found 9");
    }
}
