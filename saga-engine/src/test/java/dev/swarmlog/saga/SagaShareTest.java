package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementKind;
import dev.swarmlog.v1.ImprovementState;
import dev.swarmlog.v1.SagaCommandKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who begins by a change that is tried. */
final class SagaShareTest {
    private static final String ORDER = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata:
          name: order
          version: VERSION
        steps:
          one: {task: one}
        """;
    private static final String CHANGED = "1.0.0-improve.1";

    private final SagaRig rig = new SagaRig();
    private int starts;

    @BeforeEach
    void deploy() {
        deploy(CHANGED);
        deploy("1.0.0");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void deploy(String version) {
        rig.deploy(ORDER.replace("VERSION", version));
    }

    private static Improvement improvement(String base, String candidate, ImprovementState state, int permille) {
        return Improvement.newBuilder()
                .setId("of-" + base)
                .setName("order")
                .setVersion(base)
                .setKind(ImprovementKind.RAISE_TIMEOUT)
                .setStep(0)
                .setStepName("one")
                .setState(state)
                .setCandidate(candidate)
                .setPermille(permille)
                .setChangedAtMs(1)
                .build();
    }

    /** The versions by which so many sagas begin. */
    private List<String> begin(int sagas) {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < sagas; i++) {
            String id = "s-" + starts++;
            rig.start("order", id, "{}");
            versions.add(rig.saga(id).start().version());
        }
        return versions;
    }

    @Test
    void nobodyBeginsByAChangeThatNobodyApproved() {
        rig.improve(improvement("1.0.0", CHANGED, ImprovementState.PROPOSED, 0));

        assertThat(begin(20)).containsOnly("1.0.0");
    }

    @Test
    void aShareTriesAChangeAndACrashChangesNothingOfIt() {
        rig.improve(improvement("1.0.0", CHANGED, ImprovementState.TRYING, 300));
        List<String> before = begin(200);
        rig.crash();
        starts = 1_000;
        List<String> after = begin(200);

        assertThat(before.stream().filter(CHANGED::equals)).hasSizeBetween(35, 85);
        assertThat(after.stream().filter(CHANGED::equals)).hasSizeBetween(35, 85);
        assertThat(rig.saga("s-7").start().version()).isEqualTo(before.get(7));
    }

    @Test
    void whoNamesAVersionGetsThat() {
        rig.improve(improvement("1.0.0", CHANGED, ImprovementState.PROMOTED, 500));
        rig.send(rig.command(SagaCommandKind.START, "named").setName("order").setVersion("1.0.0"));

        assertThat(rig.saga("named").start().version()).isEqualTo("1.0.0");
        assertThat(begin(10)).containsOnly(CHANGED);
    }

    @Test
    void aChangeOfAChangeIsFollowedAndWhatIsRolledBackIsNot() {
        deploy("1.0.0-improve.2");
        rig.improve(improvement("1.0.0", CHANGED, ImprovementState.PROMOTED, 200));
        rig.improve(improvement(CHANGED, "1.0.0-improve.2", ImprovementState.PROMOTED, 200));
        assertThat(begin(5)).containsOnly("1.0.0-improve.2");

        rig.improve(improvement(CHANGED, "1.0.0-improve.2", ImprovementState.ROLLED_BACK, 200));

        assertThat(begin(5)).containsOnly(CHANGED);
    }

    @Test
    void aNewerVersionOfAPersonEndsAllOfIt() {
        rig.improve(improvement("1.0.0", CHANGED, ImprovementState.PROMOTED, 200));
        deploy("1.0.1");

        assertThat(begin(5)).containsOnly("1.0.1");
    }

    @Test
    void withoutTheCandidateSagasBeginByWhatItWouldChange() {
        rig.improve(improvement("1.0.0", "1.0.0-improve.9", ImprovementState.PROMOTED, 200));

        assertThat(begin(5)).containsOnly("1.0.0");
    }
}
