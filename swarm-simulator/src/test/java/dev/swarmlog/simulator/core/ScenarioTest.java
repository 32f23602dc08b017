package dev.swarmlog.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.swarmlog.simulator.core.faults.Fault;
import dev.swarmlog.simulator.core.faults.FaultKind;
import dev.swarmlog.simulator.core.faults.Moments;
import dev.swarmlog.simulator.core.faults.Script;
import dev.swarmlog.simulator.core.faults.Strike;
import dev.swarmlog.simulator.core.faults.Victims;
import dev.swarmlog.simulator.core.swarm.Member;
import dev.swarmlog.simulator.core.swarm.Skill;
import dev.swarmlog.simulator.core.timing.Arrivals;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ScenarioTest {
    private static final Fault SOME_CRASH =
            Fault.of(FaultKind.CRASH, new Victims.Share(0.1), new Moments.Between(5, 1_000, 20_000), 2_000);

    private static Scenario poisson(long seed) {
        return Scenario.of(500, 0)
                .asking(new Scenario.Load(new Arrivals.Poisson(100), 0, 1_000))
                .suffering(SOME_CRASH)
                .seeded(seed);
    }

    private static List<Long> dues(Scenario scenario) {
        Arrivals.Clockwork clockwork = scenario.clockwork();
        return LongStream.generate(clockwork::next).limit(1_000).boxed().toList();
    }

    private static Script script(Scenario scenario) {
        return Script.of(scenario.faults(), scenario.members(), scenario.seed());
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(dues(poisson(7))).isEqualTo(dues(poisson(7)));
        assertThat(script(poisson(7)).strikes()).isEqualTo(script(poisson(7)).strikes());
        assertThat(poisson(7).members()).isEqualTo(poisson(7).members());
    }

    @Test
    void anotherSeedGivesAnother() {
        assertThat(dues(poisson(7))).isNotEqualTo(dues(poisson(8)));
        assertThat(script(poisson(7)).strikes()).isNotEqualTo(script(poisson(8)).strikes());
    }

    @Test
    void oneMoreFaultChangesNothingOfTheOthers() {
        Fault silence = Fault.of(FaultKind.SILENT, new Victims.Count(3), new Moments.At(List.of(30_000L)), 1_000);

        assertThat(script(poisson(7).suffering(SOME_CRASH, silence)).strikes())
                .startsWith(script(poisson(7)).strikes().toArray(Strike[]::new))
                .hasSize(6);
    }

    @Test
    void aCrewHasDistinctSortableIdsAndEveryCombinationOfSkillVersionAndPlace() {
        Set<String> ids = new HashSet<>();
        Set<String> kinds = new HashSet<>();

        for (Member member : Scenario.of(2_000, 10).members()) {
            ids.add(member.id());
            kinds.add(member.skill() + member.version() + member.region() + member.zone());
        }

        assertThat(ids).hasSize(2_000).contains("sim-0000", "sim-1999");
        assertThat(kinds).hasSize(Skill.values().length * 3 * 6);
    }

    @Test
    void nobodyIsAskedForWhatNobodyCan() {
        assertThat(Scenario.of(2, 1).swarm().asked()).containsExactly(Skill.ECHO, Skill.UPPER);
        assertThat(Scenario.of(0, 1).swarm().asked()).hasSize(Skill.values().length);
    }

    @Test
    void aScenarioOutOfBoundsSaysWhichBound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(-1, 1))
                .withMessageContaining("agents");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(1, 1e9))
                .withMessageContaining("rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(1, 1).failing(1))
                .withMessageContaining("failure share");
    }
}
