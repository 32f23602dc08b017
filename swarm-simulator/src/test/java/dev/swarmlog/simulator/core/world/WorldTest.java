package dev.swarmlog.simulator.core.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WorldTest {
    private static final long MS = 1_000_000;
    private static final int LEASE_MS = 90;

    private final List<String> said = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<Voice.Beat> beats = new ArrayList<>();
    private final World<Integer> world =
            new World<>(3, new World.Habits(2, 1, 1_000 * MS, 60_000 * MS), new SplittableRandom(1), new Ear());

    /** Writes down what agents say. */
    private final class Ear implements Voice<Integer> {
        @Override
        public void joins(int agent, long epoch) {
            said.add(agent + " joins " + epoch);
        }

        @Override
        public void leaves(int agent, long epoch) {
            said.add(agent + " leaves " + epoch);
        }

        @Override
        public void beats(int agent, Beat beat) {
            beats.add(beat);
        }

        @Override
        public void goesOn(int agent, Task<Integer> task) {
            said.add(agent + " goes on " + task.id());
        }

        @Override
        public void does(int agent, Task<Integer> task, boolean sound) {
            done.add(agent + " does " + task.id() + (sound ? "" : " unsoundly"));
        }

        @Override
        public void completes(int agent, Task<Integer> task) {
            said.add(agent + " completes " + task.id());
        }

        @Override
        public void fails(int agent, Task<Integer> task) {
            said.add(agent + " fails " + task.id());
        }

        @Override
        public void declines(int agent, Task<Integer> task) {
            said.add(agent + " declines " + task.id());
        }
    }

    private static Task<Integer> task(String id, double workMs) {
        return new Task<>(id, 7, LEASE_MS, workMs, Task.Sort.WORK, 0);
    }

    private void joined() {
        world.join(0, 7, 0);
        said.clear();
        beats.clear();
    }

    @Test
    void whoJoinsSaysSoAndBeatsAtOnce() {
        world.join(0, 7, 0);

        assertThat(said).containsExactly("0 joins 7");
        assertThat(beats).containsExactly(new Voice.Beat(7, 1, 0, 0, 0, 0, -1));
        assertThat(world.there()).isOne();
    }

    @Test
    void workTakesItsTime() {
        joined();

        world.deliver(0, task("a", 5), 0);
        world.advance(5 * MS - 1);
        assertThat(said).isEmpty();

        world.advance(5 * MS);
        assertThat(said).containsExactly("0 completes a");
    }

    @Test
    void whatIsMoreThanItsPlacesWaitsAndWhatIsMoreThanThatIsDeclined() {
        joined();

        for (String id : List.of("a", "b", "c", "d")) {
            world.deliver(0, task(id, 5), 0);
        }
        assertThat(said).containsExactly("0 declines d");

        world.advance(10 * MS);
        assertThat(said).containsExactly("0 declines d", "0 completes a", "0 completes b", "0 completes c");
    }

    @Test
    void longWorkRenewsItsLease() {
        joined();

        world.deliver(0, task("a", 100), 0);
        world.advance(200 * MS);

        assertThat(said).containsExactly("0 goes on a", "0 goes on a", "0 goes on a", "0 completes a");
    }

    @Test
    void aRepetitionIsNotWorkedOnAndIsAnsweredAgain() {
        joined();
        world.deliver(0, task("a", 5), 0);
        world.deliver(0, task("a", 5), 0);
        world.advance(5 * MS);

        world.deliver(0, task("a", 5), 6 * MS);

        assertThat(said).containsExactly("0 completes a", "0 completes a");
        world.advance(2_000 * MS);
        assertThat(beats.getLast().completed()).isOne();
    }

    @Test
    void whatWaitsRenewsItsLeaseToo() {
        joined();
        world.deliver(0, task("a", 40), 0);
        world.deliver(0, task("b", 40), 0);
        world.deliver(0, task("c", 5), 0);

        world.advance(35 * MS);

        assertThat(said).containsExactly("0 goes on a", "0 goes on b", "0 goes on c");
    }

    @Test
    void aCanaryWaitsForAPlaceAheadOfWorkAndIsNoWork() {
        joined();
        for (String id : List.of("a", "b", "c")) {
            world.deliver(0, task(id, 5), 0);
        }

        world.deliver(0, new Task<>("canary", 7, LEASE_MS, 0, Task.Sort.CANARY, 0), 0);
        assertThat(said).isEmpty();

        world.advance(6 * MS);
        assertThat(said).containsExactly("0 completes a", "0 completes b", "0 completes canary");
        assertThat(done).containsExactly("0 does a", "0 does b");
        world.advance(2_000 * MS);
        assertThat(beats.getLast().completed()).isEqualTo(3);
    }

    @Test
    void aHungOneDoesNotAnswerCanaries() {
        joined();
        world.ail(0, Ailment.HUNG, 1);
        world.deliver(0, new Task<>("canary", 7, LEASE_MS, 0, Task.Sort.CANARY, 0), 0);
        world.advance(5_000 * MS);

        assertThat(said).isEmpty();
    }

    @Test
    void workIsSoundWhereItsAgentWasWellFromItsTakingToItsEnd() {
        joined();
        world.deliver(0, task("before", 5), 0);
        world.advance(5 * MS);
        world.deliver(0, task("during", 5), 6 * MS);
        world.ail(0, Ailment.SILENT, 1);
        world.advance(20 * MS);
        world.heal(0, Ailment.SILENT, 7, 20 * MS);
        world.deliver(0, task("soon after", 5), 30 * MS);
        world.advance(40 * MS);
        world.deliver(0, task("long after", 5), 10_000 * MS);
        world.advance(10_010 * MS);
        world.stoodStill(10_010 * MS);
        world.deliver(0, task("after all stood still", 5), 10_020 * MS);
        world.advance(10_030 * MS);

        assertThat(done)
                .containsExactly(
                        "0 does before",
                        "0 does during unsoundly",
                        "0 does soon after unsoundly",
                        "0 does long after",
                        "0 does after all stood still unsoundly");
    }

    @Test
    void whoIsIllForTwoReasonsIsWellWhenBothAreGone() {
        joined();
        world.ail(0, Ailment.CRASHED, 1);
        world.ail(0, Ailment.CRASHED, 1);

        world.heal(0, Ailment.CRASHED, 8, 5 * MS);
        assertThat(said).isEmpty();

        world.heal(0, Ailment.CRASHED, 9, 6 * MS);
        assertThat(said).containsExactly("0 joins 9");
    }

    @Test
    void whatWasAnsweredIsKnownForAWhile() {
        joined();
        world.deliver(0, task("a", 4), 0);
        world.advance(5 * MS);

        world.deliver(0, task("a", 4), 50_000 * MS);
        assertThat(said).containsExactly("0 completes a", "0 completes a");
        assertThat(done).hasSize(1);

        world.deliver(0, task("b", 4), 70_000 * MS);
        world.advance(70_005 * MS);
        world.deliver(0, task("a", 4), 70_006 * MS);
        world.advance(70_020 * MS);
        assertThat(done).hasSize(3);
    }

    @Test
    void whatIsForAFormerStartIsLeftAlone() {
        joined();

        world.deliver(0, new Task<>("a", 6, LEASE_MS, 0, Task.Sort.WORK, 0), 0);
        world.advance(5 * MS);

        assertThat(said).isEmpty();
    }

    @Test
    void whatIsToFailFails() {
        joined();

        world.deliver(0, new Task<>("a", 7, LEASE_MS, 1, Task.Sort.DOOMED, 0), 0);
        world.advance(2_000 * MS);

        assertThat(said).containsExactly("0 fails a");
        assertThat(beats.getLast().failed()).isOne();
    }

    @Test
    void beatsComeOnceInAnIntervalAndSayHowItIs() {
        joined();
        world.deliver(0, task("a", 4), 0);

        for (int ms = 0; ms < 3_000; ms++) {
            world.advance(ms * MS);
        }

        assertThat(beats).hasSize(3).extracting(Voice.Beat::sequence).containsExactly(2L, 3L, 4L);
        assertThat(beats).extracting(Voice.Beat::completed).containsOnly(1L);
        assertThat(beats).extracting(Voice.Beat::meanMs).containsExactly(4f, -1f, -1f);
    }

    @Test
    void beatsOfManyAreSpread() {
        for (int agent = 0; agent < 3; agent++) {
            world.join(agent, 7, 0);
        }
        beats.clear();
        List<Integer> atOnce = new ArrayList<>();
        for (int ms = 0; ms < 1_000; ms++) {
            int before = beats.size();
            world.advance(ms * MS);
            atOnce.add(beats.size() - before);
        }

        assertThat(beats).hasSize(3);
        assertThat(atOnce).allMatch(count -> count <= 1);
    }

    @Test
    void aCrashedOneForgetsAndIsALaterStartOfItselfThereafter() {
        joined();
        world.deliver(0, task("a", 5), 0);

        world.ail(0, Ailment.CRASHED, 10);
        world.deliver(0, task("b", 5), 0);
        world.advance(5_000 * MS);
        assertThat(said).isEmpty();
        assertThat(beats).isEmpty();

        world.heal(0, Ailment.CRASHED, 8, 5_000 * MS);
        world.advance(9_000 * MS);
        assertThat(said).containsExactly("0 joins 8");
        assertThat(beats.getFirst().sequence()).isOne();
    }

    @Test
    void aTaskThatCrashedAndIsBegunAnewEndsOnceAtItsOwnTime() {
        joined();
        world.deliver(0, task("a", 5), 0);
        world.ail(0, Ailment.CRASHED, 10);
        world.heal(0, Ailment.CRASHED, 7, MS);
        said.clear();

        world.deliver(0, task("a", 5), 2 * MS);
        world.advance(6 * MS);
        assertThat(said).isEmpty();

        world.advance(7 * MS);
        assertThat(said).containsExactly("0 completes a");
    }

    @Test
    void aSilentOneWorks() {
        joined();
        world.ail(0, Ailment.SILENT, 10);
        world.deliver(0, task("a", 5), 0);
        world.advance(2_000 * MS);

        assertThat(said).containsExactly("0 completes a");
        assertThat(beats).isEmpty();
    }

    @Test
    void aHungOneBeatsAndEndsWhatItHadWhenItIsWell() {
        joined();
        world.ail(0, Ailment.HUNG, 10);
        world.deliver(0, task("a", 100), 0);
        for (int second = 1; second <= 5; second++) {
            world.advance(second * 1_000L * MS);
        }

        assertThat(said).isEmpty();
        assertThat(beats).hasSize(5);
        assertThat(beats.getLast().inFlight()).isOne();

        world.heal(0, Ailment.HUNG, 7, 5_000 * MS);
        world.advance(7_000 * MS);
        assertThat(said).containsOnlyOnce("0 completes a").endsWith("0 completes a");
    }

    @Test
    void aSlowOneTakesLonger() {
        joined();
        world.ail(0, Ailment.SLOW, 10);
        world.deliver(0, task("a", 2), 0);
        world.advance(20 * MS - 1);
        assertThat(said).isEmpty();

        world.advance(20 * MS);
        assertThat(said).containsExactly("0 completes a");
    }

    @Test
    void aLiarFailsAndSaysThatAllIsWell() {
        joined();
        world.ail(0, Ailment.LYING, 10);
        world.deliver(0, task("a", 5), 0);
        world.advance(2_000 * MS);

        assertThat(said).containsExactly("0 fails a");
        assertThat(beats.getFirst()).isEqualTo(new Voice.Beat(7, 2, 0, 0, 1, 0, 1));
    }

    @Test
    void oneThatIsCutOffHearsAndSaysEverythingAfterwards() {
        joined();
        world.deliver(0, task("a", 5), 0);
        world.ail(0, Ailment.CUT_OFF, 10);
        world.deliver(0, task("b", 5), MS);
        world.advance(3_000 * MS);
        assertThat(said).isEmpty();
        assertThat(beats).isEmpty();

        world.heal(0, Ailment.CUT_OFF, 7, 3_000 * MS);
        assertThat(said).containsExactly("0 completes a");

        world.advance(3_005 * MS);
        assertThat(said).containsExactly("0 completes a", "0 completes b");
    }

    @Test
    void aDoublingOneSaysResultsTwice() {
        joined();
        world.ail(0, Ailment.DOUBLING, 10);
        world.deliver(0, task("a", 5), 0);
        world.advance(5 * MS);

        assertThat(said).containsExactly("0 completes a", "0 completes a");
    }

    @Test
    void whoLeavesGivesBackWhatItHasNotBegun() {
        joined();
        for (String id : List.of("a", "b", "c")) {
            world.deliver(0, task(id, 5), 0);
        }

        world.leave(0);
        world.advance(2_000 * MS);

        assertThat(said).containsExactly("0 declines c", "0 leaves 7");
        assertThat(beats).isEmpty();
        assertThat(world.there()).isZero();
    }

    @Test
    void impossibleHabitsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new World.Habits(0, 1, 1, 0))
                .withMessageContaining("concurrency 0");
    }
}
