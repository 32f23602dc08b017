package dev.swarmlog.simulator.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.simulator.core.swarm.Member;
import dev.swarmlog.simulator.core.swarm.Swarm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScriptTest {
    private static final Swarm SWARM = Swarm.USUAL.of(100);
    private static final List<Member> MEMBERS = IntStream.range(0, 100)
            .mapToObj(number -> Member.of("sim", SWARM, number))
            .toList();

    private final List<String> carriedOut = new ArrayList<>();
    private final Saboteur saboteur = new Saboteur() {
        @Override
        public void strikes(Strike strike) {
            carriedOut.add("strikes " + strike.number());
        }

        @Override
        public void relents(Strike strike) {
            carriedOut.add("relents " + strike.number());
        }
    };

    private static Script script(Fault... faults) {
        return Script.of(List.of(faults), MEMBERS, 1);
    }

    private static Fault at(FaultKind kind, Victims who, long forMs, Long... atMs) {
        return Fault.of(kind, who, new Moments.At(List.of(atMs)), forMs);
    }

    private static List<Integer> hit(Victims who) {
        return script(at(FaultKind.HUNG, who, 1, 0L)).strikes().getFirst().agents();
    }

    @Test
    void everythingHappensInTheOrderOfItsTime() {
        Script script = script(
                at(FaultKind.SLOW, new Victims.Count(1), 500, 2_000L, 1_000L),
                at(FaultKind.HUNG, new Victims.Count(1), 100, 1_500L));

        script.advance(999, saboteur);
        assertThat(carriedOut).isEmpty();

        script.advance(1_600, saboteur);
        assertThat(carriedOut).containsExactly("strikes 0", "relents 0", "strikes 1", "relents 1");

        script.advance(10_000, saboteur);
        assertThat(carriedOut).endsWith("strikes 2", "relents 2").hasSize(6);
    }

    @Test
    void whatFlapsStrikesAgainAndAgain() {
        Script script = script(
                new Fault(FaultKind.FLAPPING, new Victims.Everybody(), new Moments.At(List.of(0L)), 5_000, 1, 2_000));

        script.advance(10_000, saboteur);

        assertThat(script.strikes()).hasSize(1);
        assertThat(carriedOut)
                .containsExactly("strikes 0", "relents 0", "strikes 0", "relents 0", "strikes 0", "relents 0");
    }

    @Test
    void theEndIsTheEndOfWhatHasBegunAndNothingElseBegins() {
        Script script = script(at(FaultKind.CRASH, new Victims.Everybody(), 5_000, 0L, 3_000L, 9_000L));
        script.advance(4_000, saboteur);
        carriedOut.clear();

        script.end(saboteur);
        script.advance(20_000, saboteur);

        assertThat(carriedOut).containsExactly("relents 0", "relents 1");
    }

    @Test
    void victimsAreDrawnByLotOrNamed() {
        assertThat(hit(new Victims.Share(0.25))).hasSize(25).isSorted().doesNotHaveDuplicates();
        assertThat(hit(new Victims.Share(0.001))).hasSize(1);
        assertThat(hit(new Victims.Count(7))).hasSize(7);
        assertThat(hit(new Victims.Named(List.of("sim-042", "sim-007")))).containsExactly(7, 42);
        assertThat(hit(new Victims.Everybody())).hasSize(100);
        assertThat(hit(new Victims.Located("eu-west", "a")))
                .isNotEmpty()
                .allMatch(number -> MEMBERS.get(number).region().equals("eu-west")
                        && MEMBERS.get(number).zone().equals("a"));
        assertThat(hit(new Victims.Located("eu-west", "")))
                .hasSizeGreaterThan(hit(new Victims.Located("eu-west", "a")).size());
    }

    @Test
    void randomMomentsLieWhereTheyMay() {
        Fault fault = Fault.of(FaultKind.SILENT, new Victims.Count(1), new Moments.Between(50, 1_000, 2_000), 10);

        assertThat(script(fault).strikes())
                .hasSize(50)
                .allMatch(strike -> strike.fromMs() >= 1_000 && strike.fromMs() <= 2_000)
                .extracting(Strike::fromMs)
                .isSorted();
    }
}
