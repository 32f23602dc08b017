package dev.swarmlog.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.audit.Audit;
import dev.swarmlog.audit.Figures;
import dev.swarmlog.audit.Law;
import dev.swarmlog.audit.Terms;
import dev.swarmlog.audit.Verdict;
import dev.swarmlog.processes.AgentProcess;
import dev.swarmlog.processes.ChaosSettings;
import dev.swarmlog.processes.Town;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is lost and nothing doubled while brokers, routers and hosts are killed and stopped, by the topics alone. The
 * long run, which the issue asks for, is in docs/benchmarks.md.
 */
@Tag("alone")
class RouterChaosIT {
    private static final Map<String, String> ROUTER = Map.of("SWARMLOG_ROUTER_LEASE_MS", "2000");
    /** On a machine of its own 30 s are enough; a build's may have ten times more work than processors. */
    private static final Duration WAITED_MAX =
            Duration.ofSeconds(Integer.getInteger("swarmlog.chaos.waited.max.s", 120));

    /** A router is stopped for 5 s at most, and reads agents.status after that. */
    private static final Duration KNOWN_WITHIN =
            Duration.ofSeconds(Integer.getInteger("swarmlog.chaos.known.max.s", 20));

    /** In less, it is by chance whether an agent stands still in the middle of something. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ChaosSettings settings =
            new ChaosSettings("swarmlog.chaos.", "messages", 1, 5_000, 250, 2, 5, Duration.ofMillis(2_500)).orAsSet();

    @TempDir
    Path folder;

    @Test
    void everyMessageEndsOnceWhoeverIsKilled() throws Exception {
        say("chaos with " + settings);
        Town.Plan plan = Town.Plan.of(settings, 0, ROUTER, AgentProcess::launch);
        try (Town town = Town.start(folder, plan);
                ChaosLoad load = new ChaosLoad(town.cluster(), settings);
                Audit audit = Audit.of(town.cluster(), Terms.USUAL.knownWithin(KNOWN_WITHIN))) {
            load.awaitAgents();
            say("everybody is there");
            // not on the common pool, which may have one thread and on which processes tell of their end
            Thread submitting = Thread.ofPlatform().start(load::submitAll);
            town.play(settings, RouterChaosIT::say);
            assertThat(submitting.join(settings.length().multipliedBy(3).plusSeconds(60)))
                    .as("all is submitted")
                    .isTrue();
            say("all is submitted");
            load.awaitReplies(Duration.ofMinutes(2));
            Awaitility.await("every message ended")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> audit.catchUp().underWay().isEmpty());

            Verdict<Law, Figures> verdict = audit.verdict();
            say(verdict + "\n" + load.notAccepted() + " submissions failed");
            assertThat(verdict.broken()).as(() -> "again: " + settings).isEmpty();
            assertThat(load.failures())
                    .as("what went wrong for those who submitted")
                    .isEmpty();
            assertThat(load.acknowledged()).as("what the cluster took").allMatch(audit::wasAccepted);
            assertThat(town.ended()).as("who gave up by itself").isEmpty();
            assertThat(verdict.figures().sentAgain()).as("the chaos was felt").isPositive();
            if (settings.length().compareTo(LONG) > 0) {
                assertThat(verdict.figures().resultsRefused())
                        .as("results that came too late")
                        .isPositive();
            }
            assertThat(Duration.ofMillis(verdict.figures().waitedMsMax()))
                    .as(() -> "again: " + settings)
                    .isLessThan(WAITED_MAX);
        }
    }

    private static void say(String what) {
        System.out.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }
}
