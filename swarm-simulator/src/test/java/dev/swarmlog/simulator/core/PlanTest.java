package dev.swarmlog.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void aCrewHasDistinctSortableIdsAndEveryCombinationOfSkillVersionAndPlace() {
        Plan plan = Plan.of(2_000, 10);
        Set<String> ids = new HashSet<>();
        Set<String> kinds = new HashSet<>();

        for (int i = 0; i < plan.agents(); i++) {
            Member member = Member.of(plan, i);
            ids.add(member.id());
            kinds.add(member.skill() + member.version() + member.region() + member.zone());
        }

        assertThat(ids).hasSize(2_000).contains("sim-0000", "sim-1999");
        assertThat(kinds.size()).isGreaterThanOrEqualTo(Skill.values().length * 3 * 2);
    }

    @Test
    void messagesAreDueAtAnEvenPace() {
        Plan plan = Plan.of(1, 250);

        assertThat(plan.dueNanos(0)).isZero();
        assertThat(plan.dueNanos(1)).isEqualTo(4_000_000);
        assertThat(plan.dueNanos(250_000)).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void exponentialServiceTimesHaveTheirMeanAndABound() {
        ServiceTime time = new ServiceTime.Exponential(10);
        Random random = new Random(42);

        double sum = 0;
        double max = 0;
        for (int i = 0; i < 20_000; i++) {
            double next = time.next(random);
            sum += next;
            max = Math.max(max, next);
        }

        assertThat(sum / 20_000).isBetween(9.5, 10.5);
        assertThat(max).isBetween(40.0, 200.0);
    }

    @Test
    void skillsTransformWhatTheyGet() {
        byte[] payload = "{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Skill.ECHO.apply(payload)).isEqualTo(payload);
        assertThat(Skill.UPPER.apply(payload)).asString().isEqualTo("{\"A\":\"B\"}");
        assertThat(Skill.REVERSE.apply(Skill.REVERSE.apply(payload))).isEqualTo(payload);
        assertThat(Skill.COUNT.apply(payload)).asString().isEqualTo("{\"bytes\":9}");
    }

    @Test
    void aPlanOutOfBoundsSaysWhichBound() {
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(-1, 1)).withMessageContaining("agents");
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of(1, 1e9)).withMessageContaining("rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of(1, 1).failing(1))
                .withMessageContaining("failure share");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceTime.Constant(-1))
                .withMessageContaining("-1");
    }
}
