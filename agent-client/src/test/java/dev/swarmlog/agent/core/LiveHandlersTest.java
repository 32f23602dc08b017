package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.agent.core.LiveHandlers.Activations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveHandlersTest {
    private final List<String> gone = new ArrayList<>();
    private final LiveHandlers<String, String> live = new LiveHandlers<>(2, gone::add, System::nanoTime);

    @Test
    void makesOneWhenItIsNeededAndKeepsIt() {
        String made = use("a");

        assertThat(use("a")).isSameAs(made);
        assertThat(gone).isEmpty();
    }

    @Test
    void dropsWhoeverWasIdleLongest() {
        use("a");
        use("b");
        use("a");

        use("c");

        assertThat(gone).containsExactly("b!");
        assertThat(live.size()).isEqualTo(2);
    }

    @Test
    void neverDropsOneThatIsInUse() {
        live.take("a", () -> "a!");
        live.take("b", () -> "b!");
        live.take("c", () -> "c!");

        assertThat(gone).isEmpty();

        live.giveBack("b");

        assertThat(gone).containsExactly("b!");
    }

    @Test
    void oneThatNobodyWantsAnyMoreGoesWhenItIsFree() {
        use("idle");
        live.take("used", () -> "used!");

        live.drop("idle");
        live.drop("used");
        live.drop("unknown");

        assertThat(gone).containsExactly("idle!");
        live.giveBack("used");
        assertThat(gone).containsExactly("idle!", "used!");
        assertThat(live.size()).isZero();
    }

    @Test
    void dropsAllAtTheEnd() {
        live.take("a", () -> "a!");
        use("b");

        live.clear();

        assertThat(gone).containsExactlyInAnyOrder("a!", "b!");
        live.giveBack("a");
        assertThat(live.size()).isZero();
    }

    @Test
    void whatItsMakerThrowsIsNobodysHandler() {
        assertThatThrownBy(() -> live.take("a", () -> {
                    throw new IllegalStateException("no key");
                }))
                .hasMessage("no key");
        live.giveBack("a");

        assertThat(use("a")).isEqualTo("a!");
        assertThat(live.activations().activated()).isEqualTo(1);
    }

    @Test
    void whileOneIsMadeOthersDoNotWait() throws Exception {
        CountDownLatch isMade = new CountDownLatch(1);
        CountDownLatch isMaking = new CountDownLatch(1);
        Thread slow = new Thread(() -> live.take("slow", () -> {
            isMaking.countDown();
            awaitQuietly(isMade);
            return "slow!";
        }));
        slow.start();
        assertThat(isMaking.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(use("a")).isEqualTo("a!");

        isMade.countDown();
        slow.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thousand that may be asked for, fifty alive, and a few of them asked for most. */
    @Test
    void fiftyServeAThousandWhoAreAskedForUnevenly() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        LiveHandlers<Integer, String> many = new LiveHandlers<>(50, gone::add, System::nanoTime);
        double[] upTo = new double[1_000];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        for (int asked = 0; asked < 20_000; asked++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble(sum));
            int who = Math.min(upTo.length - 1, found < 0 ? -found - 1 : found);
            assertThat(many.take(who, () -> who + "!")).isEqualTo(who + "!");
            many.giveBack(who);
            assertThat(many.size()).isLessThanOrEqualTo(50);
        }

        Activations seen = many.activations();
        assertThat(seen.activated() + seen.reused()).isEqualTo(20_000);
        assertThat(seen.dropped()).isEqualTo(gone.size()).isEqualTo(seen.activated() - seen.live());
        assertThat(seen.hitRate()).as("-Dseed=%s", seed).isBetween(0.35, 0.6);
    }

    private String use(String agent) {
        String handler = live.take(agent, () -> agent + "!");
        live.giveBack(agent);
        return handler;
    }
}
