package dev.swarmlog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.audit.Verdict;
import dev.swarmlog.processes.ChaosSettings;
import dev.swarmlog.processes.Town;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sagas of all shapes run to their ends exactly once while brokers, routers, engines and hosts are killed and stopped, by
 * the topics and by what agents did. The long run, which the issue asks for, is in docs/benchmarks.md.
 */
@Tag("alone")
class SagaChaosIT {
    private static final int ENGINES = 2;
    /** What agents fail on purpose shall not keep work from them. */
    private static final Map<String, String> ENV =
            Map.of("SWARMLOG_ROUTER_LEASE_MS", "2000", "SWARMLOG_ROUTER_BREAKER_FAILURES", "1000");

    private static final Duration ENDED_MAX = Duration.ofSeconds(Long.getLong("swarmlog.saga.chaos.ended.max.s", 180));
    private static final Duration TOLD_EVERY = Duration.ofSeconds(15);

    private final ChaosSettings settings =
            new ChaosSettings("swarmlog.saga.chaos.", "sagas", 1, 300, 24, 1, 3, Duration.ofSeconds(2)).orAsSet();

    @TempDir
    Path folder;

    @Test
    void everySagaEndsExactlyOnceWhoeverIsKilled() throws Exception {
        say("chaos with " + settings);
        Town.Plan plan = Town.Plan.of(settings, ENGINES, ENV, SagaWorker::launch);
        try (Town town = Town.start(folder, plan);
                SagaLoad load = new SagaLoad(town.cluster(), settings)) {
            load.deploy();
            say("everybody is there");
            try (SagaAudit audit = new SagaAudit(town.cluster())) {
                Thread starting = Thread.ofPlatform().start(load::startAll);
                town.play(settings, SagaChaosIT::say);
                assertThat(starting.join(settings.length().plusSeconds(60)))
                        .as("all is started")
                        .isTrue();
                load.awaitSaid();
                say("all is started");
                awaitEnds(audit, load);

                Verdict<SagaLaw, SagaFigures> verdict = audit.verdict(Deeds.in(folder));
                say(verdict + "\n" + load.notTaken() + " commands were sent once more");
                say("the slowest: " + audit.slowest());
                assertThat(verdict.broken()).as(() -> "again: " + settings).isEmpty();
                assertThat(town.ended()).as("who gave up by itself").isEmpty();
                assertThat(verdict.figures().endings())
                        .as("all endings were seen")
                        .containsKeys("COMPLETED", "COMPENSATED", "CANCELLED", "NEEDS_ATTENTION");
            }
        }
    }

    /** Whoever does not end is told of by the verdict. */
    private static void awaitEnds(SagaAudit audit, SagaLoad load) {
        long untilNs = System.nanoTime() + ENDED_MAX.toNanos();
        AtomicLong toldNs = new AtomicLong(System.nanoTime());
        Awaitility.await("every saga ended and is shown")
                .atMost(ENDED_MAX.plusSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    int open = audit.catchUp().open().size();
                    long nowNs = System.nanoTime();
                    if (nowNs - toldNs.get() > TOLD_EVERY.toNanos()) {
                        toldNs.set(nowNs);
                        say(open + " are under way");
                    }
                    return (open == 0 && audit.unshown().isEmpty()) || nowNs > untilNs;
                });
        say(load.unanswered() + " have no answer");
    }

    private static void say(String what) {
        System.out.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }
}
