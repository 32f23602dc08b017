package dev.swarmlog.registry.core;

import static dev.swarmlog.registry.core.Agents.MACHINE;
import static dev.swarmlog.registry.core.Agents.T0;
import static dev.swarmlog.registry.core.Agents.beat;
import static dev.swarmlog.registry.core.Agents.card;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.Card.Capacity;
import dev.swarmlog.registry.core.Panic.News;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents whose beats are spread over the interval fall silent, and are looked at as a task looks at them. */
final class PanicCrowdTest {
    private static final int TICK_MS = 100;
    private static final int KNOWN = 601;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Panic panic = new Panic(0.5, 20, 30_000);
    private final List<Agent> agents = new ArrayList<>();
    private int intervalMs = 1_000;
    private long beganMs;
    private long nowMs;

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 601",
        "1000, 1000, 300",
        "1000, 1000, 2",
        "20, 1000, 601",
        "100, 1000, 601",
        "1000, 100, 601",
        "1000, 500, 601",
        "1000, 5000, 601",
        "1000, 30000, 601",
    })
    void aCrowdThatFallsSilentIsSeenAsOneBeforeItDies(int crowd, int interval, int gaps) {
        intervalMs = interval;
        come(crowd, gaps);

        News news = News.NONE;
        while (news != News.BEGAN && nowMs < beganMs + 3_000 + 3L * intervalMs) {
            news = tick(0);
        }
        long dead = dead();
        assertThat(news).as(again()).isEqualTo(News.BEGAN);
        assertThat(dead).as(again()).isLessThanOrEqualTo(crowd / 10);

        while (news != News.BELIEVED && nowMs < beganMs + 100_000) {
            assertThat(dead()).as(again()).isEqualTo(dead);
            news = tick(0);
        }
        for (int tick = 0; tick < 900 && dead() < crowd; tick++) {
            assertThat(tick(0)).as(again()).isEqualTo(News.NONE);
        }
        assertThat(dead()).as("believed in the end; " + again()).isEqualTo(crowd);
        for (int tick = 0; tick < 1_000; tick++) {
            assertThat(tick(0)).as(again()).isEqualTo(News.NONE);
        }
        assertThat(panic.live()).as(again()).isZero();
        assertThat(panic.silent()).as(again()).isZero();
    }

    @Test
    void aLoneDeathIsFoundInTime() {
        come(1_000, KNOWN);

        assertThat(foundMs(999)).as(again()).isLessThan(2_000);
    }

    @Test
    void aThirdOfThemIsFoundInTimeToo() {
        come(1_000, KNOWN);

        assertThat(foundMs(667)).as(again()).isLessThanOrEqualTo(3_000);
    }

    /** After how long all are dead but so many that beat on. */
    private long foundMs(int beating) {
        while (dead() < agents.size() - beating && nowMs < beganMs + 10_000) {
            assertThat(tick(beating)).as(again()).isEqualTo(News.NONE);
        }
        return nowMs - beganMs;
    }

    private long dead() {
        return agents.stream().filter(agent -> agent.state() == State.DEAD).count();
    }

    /** All of them have beaten so often when they fall silent. */
    private void come(int count, int gaps) {
        beganMs = T0 + (long) (gaps + 1) * intervalMs;
        nowMs = beganMs + random.nextInt(TICK_MS) - TICK_MS;
        Card card = Agents.with(card(1), card(1).place(), new Capacity(8, 1, intervalMs));
        for (int i = 0; i < count; i++) {
            long phaseMs = (long) i * intervalMs / count;
            Agent agent = null;
            for (int beat = 0; beat <= gaps; beat++) {
                long atMs = T0 + phaseMs + (long) beat * intervalMs;
                if (beat == 0) {
                    agent = MACHINE.decide(null, new CardReceived(card), atMs).next();
                }
                agent = MACHINE.decide(agent, beat(1, beat), atMs).next();
            }
            agents.add(requireNonNull(agent));
            panic.moved(null, agent);
        }
    }

    /** One look of a task; so many beat on, whenever their beats are due. */
    private News tick(int beating) {
        nowMs += TICK_MS;
        for (int i = 0; i < beating; i++) {
            Agent agent = agents.get(i);
            long dueMs = agent.pulse().seenMs() + intervalMs;
            if (dueMs <= nowMs) {
                become(i, beat(1, agent.pulse().sequence() + 1), dueMs);
            }
        }
        News news = panic.look(nowMs);
        for (int i = 0; i < agents.size(); i++) {
            if (agents.get(i).state().isExpectedToBeat() && MACHINE.deadlineMs(agents.get(i)) <= nowMs) {
                become(i, new TimedOut(new Situation(panic.crowd(), false, 0, 0)), nowMs);
            }
        }
        return news;
    }

    private void become(int i, RegistryEvent event, long atMs) {
        Agent before = agents.get(i);
        Agent after = requireNonNull(MACHINE.decide(before, event, atMs).next());
        agents.set(i, after);
        if (after.state() != before.state()) {
            panic.moved(before, after);
        }
    }

    private String again() {
        return "again with -Dseed=" + seed;
    }
}
