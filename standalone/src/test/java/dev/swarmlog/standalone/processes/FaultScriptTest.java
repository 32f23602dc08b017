package dev.swarmlog.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.standalone.processes.FaultScript.Blow;
import dev.swarmlog.standalone.processes.FaultScript.Part;
import dev.swarmlog.standalone.processes.FaultScript.Step;
import dev.swarmlog.standalone.processes.FaultScript.Verb;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class FaultScriptTest {
    private static final Map<Part, Integer> PARTS =
            Map.of(Part.BROKER, 3, Part.ROUTER, 2, Part.REGISTRY, 1, Part.ENGINE, 2);

    @Test
    void theSameSeedGivesTheSameScript() {
        assertThat(script(7).steps())
                .isEqualTo(script(7).steps())
                .isNotEqualTo(script(8).steps());
    }

    @Test
    void everythingHappensThatMayAndNobodyElseIsHit() {
        List<Step> steps = script(7).steps();

        assertThat(steps).extracting(Step::part).hasSameElementsAs(PARTS.keySet());
        for (Part part : PARTS.keySet()) {
            assertThat(steps).anyMatch(step -> step.part() == part && step.verb() == Verb.KILL);
            assertThat(steps).anyMatch(step -> step.part() == part && step.verb() == Verb.STOP);
        }
        assertThat(steps).allMatch(step -> step.number() < PARTS.getOrDefault(step.part(), 0));
    }

    @Test
    void whoIsDownComesBackAndOneBrokerIsDownAtMost() {
        long seed = RandomGenerator.getDefault().nextLong();
        Set<String> down = new HashSet<>();

        for (Step step : script(seed).steps()) {
            String who = step.part() + " " + step.number();
            boolean falls = step.verb() == Verb.KILL || step.verb() == Verb.STOP;
            assertThat(falls ? down.add(who) : down.remove(who))
                    .as("seed %d, %s", seed, step)
                    .isTrue();
            assertThat(down.stream().filter(one -> one.startsWith("BROKER")))
                    .as("seed %d, %s", seed, step)
                    .hasSizeLessThan(2);
        }

        assertThat(down).as("seed %d", seed).isEmpty();
    }

    @Test
    void nothingHappensWhereNothingMay() {
        var none = new FaultScript.Terms(1, Duration.ofMinutes(1), Duration.ofSeconds(5), Set.of());

        assertThat(FaultScript.of(none, PARTS).steps()).isEmpty();
    }

    private static FaultScript script(long seed) {
        return FaultScript.of(
                new FaultScript.Terms(seed, Duration.ofMinutes(5), Duration.ofSeconds(5), EnumSet.allOf(Blow.class)),
                PARTS);
    }
}
