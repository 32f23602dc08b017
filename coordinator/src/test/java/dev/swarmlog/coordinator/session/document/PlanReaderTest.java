package dev.swarmlog.coordinator.session.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.SessionPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanReaderTest {
    @Test
    void readsTheExample() throws IOException {
        ReadPlan read = PlanReader.read(Files.readString(Path.of("..", "examples", "sessions", "review.yaml")));

        assertThat(read.problems()).isEmpty();
        SessionPlan plan = read.plan();
        assertThat(plan.getRoles()).isEqualTo(Map.of("editor", 1, "reviewer", 3));
        assertThat(plan.getStart().getCancels()).isTrue();
        assertThat(plan.getPhases().get(0).getAfter()).isEmpty();
        assertThat(plan.getPhases().get(1).getAfter()).containsExactly("read");
        assertThat(plan.getPhases().get(1).getBarrier().getQuorum()).isEqualTo(2);
        assertThat(plan.getPhases().get(1).getBarrier().getDeadlineMs()).isEqualTo(600_000);
        assertThat(plan.getChannels().get(0).getCapacity()).isEqualTo(50);
        assertThat(plan.getDeadlineMs()).isEqualTo(3_600_000);
    }

    @Test
    void tellsAllThatIsWrongAtOnceAndWhere() {
        ReadPlan read = PlanReader.read("""
            kind: Saga
            roles: {worker: many}
            phases:
              - name: a
                opens: {quorum: 0, dedline: 3s}
              - role: worker
            channels: [tasks]
            deadline: 5
            """);

        assertThat(read.problems())
                .anyMatch(problem -> problem.startsWith("1:7: kind: "))
                .anyMatch(problem -> problem.startsWith("2:17: roles.worker: "))
                .anyMatch(problem -> problem.startsWith("5:21: phases[0].opens.quorum: "))
                .anyMatch(problem -> problem.startsWith("5:24: phases[0].opens: there is no field 'dedline'"))
                .anyMatch(problem -> problem.startsWith("6:5: phases[1].name: "))
                .anyMatch(problem -> problem.startsWith("7:11: channels: "))
                .anyMatch(problem -> problem.startsWith("8:11: deadline: "))
                .hasSize(7);
    }

    @Test
    void tellsWhatDoesNotFitTogether() {
        ReadPlan read = PlanReader.read("""
            roles: {worker: 2}
            phases:
              - {name: a, role: boss}
              - {name: b, after: c}
              - {name: b, after: a, opens: {quorum: 3}}
              - {name: d, opens: {cancels: true}}
            """);

        assertThat(read.problems())
                .anyMatch(problem -> problem.equals("phases[0].role: there is no role 'boss'"))
                .anyMatch(problem -> problem.equals("phases[1].after: a phase above this one is expected"))
                .anyMatch(problem -> problem.equals("phases[2].name: 'b' is there already"))
                .anyMatch(problem -> problem.startsWith("phases[2].barrier.quorum: 1 to "))
                .anyMatch(problem ->
                        problem.equals("phases[3].barrier.cancels: without a deadline nothing is cancelled"));
    }
}
