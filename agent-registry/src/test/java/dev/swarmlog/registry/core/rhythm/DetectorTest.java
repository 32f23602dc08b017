package dev.swarmlog.registry.core.rhythm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DetectorTest {
    private static final Detector DETECTOR = Detector.DEFAULT;

    @Test
    void judgesStrangersByTheirPromise() {
        assertThat(DETECTOR.suspectAfterMs(Rhythm.promised(1_000))).isEqualTo(2_267);
        assertThat(DETECTOR.deadAfterMs(Rhythm.promised(1_000))).isEqualTo(2_900);
        assertThat(DETECTOR.deadAfterMs(Rhythm.promised(5_000))).isEqualTo(14_500);
    }

    @Test
    void keepsFloorsAndCeilings() {
        assertThat(DETECTOR.suspectAfterMs(Rhythm.promised(100))).isEqualTo(1_500);
        assertThat(DETECTOR.deadAfterMs(Rhythm.promised(100))).isEqualTo(1_500);
        assertThat(DETECTOR.suspectAfterMs(Rhythm.promised(30_000))).isEqualTo(60_000);
        assertThat(DETECTOR.deadAfterMs(Rhythm.promised(30_000))).isEqualTo(87_000);
        assertThat(DETECTOR.deadAfterMs(Rhythm.promised(3_600_000))).isEqualTo(90_000);
    }

    @Test
    void growsImpatientWithTheRegularOnesSlowly() {
        Rhythm regular = Rhythm.promised(1_000);
        long before = DETECTOR.deadAfterMs(regular);
        for (int beat = 0; beat < Rhythm.KNOWN_GAPS; beat++) {
            regular = regular.beaten(1_000, 1, 1_000);
            assertThat(DETECTOR.deadAfterMs(regular)).isLessThanOrEqualTo(before);
            before = DETECTOR.deadAfterMs(regular);
        }

        assertThat(before).isEqualTo(1_500);
        assertThat(DETECTOR.suspectAfterMs(regular)).isEqualTo(1_500);
    }

    @Test
    void remembersHowLongAnAgentStoodStill() {
        Rhythm pausing = known(1_000).beaten(1_800, 1, 1_800);
        assertThat(DETECTOR.deadAfterMs(pausing)).isBetween(2_150L, 2_250L);

        for (int beat = 0; beat < 600; beat++) {
            pausing = pausing.beaten(1_000, 1, 1_000);
        }
        assertThat(DETECTOR.deadAfterMs(pausing)).isGreaterThan(2_050);
    }

    @Test
    void isNeverMorePatientThanWithAStranger() {
        Rhythm pausing = known(1_000).beaten(20_000, 1, 20_000);
        for (int beat = 0; beat < 100; beat++) {
            pausing = pausing.beaten(1_000, 1, 1_000);
        }

        assertThat(DETECTOR.deadAfterMs(pausing)).isLessThan(3_100);
    }

    @Test
    void killsNobodyWhoKeepsThePromise() {
        Rhythm faster = Rhythm.promised(10_000);
        for (int beat = 0; beat < 2_000; beat++) {
            faster = faster.beaten(500, 1, 500);
        }

        assertThat(DETECTOR.suspectAfterMs(faster)).isGreaterThan(10_000);
    }

    @Test
    void expectsTheNextBeatSoonerAfterOneThatWasHeldUpOnTheWay() {
        Rhythm jittery = known(1_000).beaten(1_900, 1, 1_000);
        long afterHeldUp = DETECTOR.deadAfterMs(jittery);
        long afterOnTime = DETECTOR.deadAfterMs(jittery.beaten(100, 1, 1_000));

        assertThat(afterOnTime - afterHeldUp).isBetween(800L, 900L);
    }

    @Test
    void expectsNothingSoonerOfASenderThatStoodStill() {
        Rhythm pausing = known(1_000).beaten(1_900, 1, 1_900);

        assertThat(DETECTOR.suspectAfterMs(pausing)).isGreaterThan(1_800);
    }

    @Test
    void lostBeatsAreSilenceButNoOtherRhythm() {
        Rhythm losing = known(1_000).beaten(2_000, 2, 2_000);

        assertThat(losing.meanMs()).isEqualTo(1_000);
        assertThat(losing.peakMs()).isEqualTo(1_000);
    }

    @Test
    void phiAndItsInverseAgreeWhateverTheBeatsAreLike() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            Rhythm rhythm = Rhythm.promised(100 + random.nextInt(29_900));
            for (int beat = 0; beat < 200; beat++) {
                long gap = anything(random, rhythm.promisedMs());
                rhythm = rhythm.beaten(gap, 1 + random.nextInt(3), anything(random, rhythm.promisedMs()));
                long suspect = DETECTOR.suspectAfterMs(rhythm);
                long dead = DETECTOR.deadAfterMs(rhythm);
                String again = rhythm + "; again with -Dseed=" + seed;
                assertThat(suspect).as(again).isBetween(DETECTOR.silenceMsMin(), DETECTOR.suspectMsMax());
                assertThat(dead).as(again).isBetween(suspect, DETECTOR.deadMsMax());
                if (dead > DETECTOR.silenceMsMin() && dead < DETECTOR.deadMsMax()) {
                    assertThat(DETECTOR.phi(rhythm, dead)).as(again).isGreaterThanOrEqualTo(DETECTOR.deadPhi());
                    assertThat(DETECTOR.phi(rhythm, dead - 1)).as(again).isLessThan(DETECTOR.deadPhi());
                }
            }
        }
    }

    private static long anything(Random random, int around) {
        return switch (random.nextInt(20)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(10);
            case 1 -> Long.MIN_VALUE + random.nextInt(10);
            case 2 -> 0;
            case 3 -> random.nextInt(10 * around);
            default -> random.nextInt(2 * around);
        };
    }

    /** Of an agent that beat regularly for long enough. */
    private static Rhythm known(int intervalMs) {
        Rhythm rhythm = Rhythm.promised(intervalMs);
        for (int beat = 0; beat < Rhythm.KNOWN_GAPS; beat++) {
            rhythm = rhythm.beaten(intervalMs, 1, intervalMs);
        }
        return rhythm;
    }
}
