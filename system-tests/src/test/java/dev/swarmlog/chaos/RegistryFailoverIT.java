package dev.swarmlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import dev.swarmlog.v1.AgentState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two registries on one cluster: what readers, statuses and agents see of it when one of them dies or stands still. */
@Tag("alone")
class RegistryFailoverIT {
    private static final System.Logger LOG = System.getLogger(RegistryFailoverIT.class.getName());
    private static final int AGENTS = Integer.getInteger("swarmlog.failover.agents", 1_000);
    private static final int BEAT_MS = 1_000;
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(5);
    private static final Duration STALL_MIN = Duration.ofSeconds(5);
    /** Longer than the grace after a take-over and a stranger's silence together: by then who is taken for silent is dead. */
    private static final Duration WATCHED = Duration.ofSeconds(15);

    private static final Set<AgentState> AT_WORK = EnumSet.of(AgentState.HEALTHY, AgentState.DEGRADED);

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private EmbeddedSchemaRegistry schemas;
    private BeatingAgents agents;
    private StatusReader statuses;
    private List<RegistryProcess> registries;

    @BeforeEach
    void startTwoRegistriesThatShareTheAgents() throws Exception {
        broker = EmbeddedBroker.temporary();
        schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
        registries = List.of(
                RegistryProcess.launch("one", folder, broker.bootstrapServers(), schemas.url()),
                RegistryProcess.launch("two", folder, broker.bootstrapServers(), schemas.url()));
        registries.forEach(RegistryProcess::awaitReady);
        ClusterConfig cluster = ClusterConfig.of(broker.bootstrapServers(), schemas.url());
        agents = BeatingAgents.start(cluster, AGENTS, BEAT_MS);
        statuses = StatusReader.start(cluster);
        Awaitility.await("everybody is known and judged once")
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> judged() == AGENTS && everybodyWorks());
        for (RegistryProcess registry : registries) {
            assertThat(registry.judged()).as("its share").isBetween(AGENTS / 5, AGENTS * 4 / 5);
        }
        // a machine that is busy with the start of five programs may keep the agents themselves from beating
        statuses.forgetOddities();
    }

    @AfterEach
    void stop() {
        registries.forEach(RegistryProcess::close);
        agents.close();
        statuses.close();
        schemas.close();
        broker.close();
    }

    /** In one go, so that the time is waited once in which those would die who were taken for silent. */
    @Test
    void whoStandsStillOrIsKilledIsReplacedWithinSecondsAndNobodyIsHarmed() throws Exception {
        oneThatStoodStillIsFencedAndComesBackByItself();
        assertThat(statuses.oddities()).isEmpty();
        whenOneIsKilledTheOtherAnswersThroughoutAndTakesOver();
        assertNobodyHarmed();
    }

    private void whenOneIsKilledTheOtherAnswersThroughoutAndTakesOver() throws Exception {
        RegistryProcess victim = registries.getFirst();
        RegistryProcess survivor = registries.getLast();
        try (Asking asking = Asking.start(survivor, BeatingAgents.CAPABILITY)) {
            long killedNs = System.nanoTime();

            victim.kill();

            awaitTakeover(survivor);
            statuses.awaitAllPartitionsAfter(System.nanoTime());
            LOG.log(
                    System.Logger.Level.INFO,
                    "killed: no status of a partition for {0}; {1}",
                    statuses.longestSilenceSince(killedNs),
                    asking);
            assertThat(asking.failures()).isEmpty();
            assertThat(asking.knownLeast()).isEqualTo(AGENTS);
            assertThat(statuses.longestSilenceSince(killedNs)).isLessThan(TAKEOVER_MAX);
        }
    }

    private void oneThatStoodStillIsFencedAndComesBackByItself() throws Exception {
        RegistryProcess sleeper = registries.getFirst();
        RegistryProcess other = registries.getLast();
        long suspendedNs = System.nanoTime();

        sleeper.suspend();
        awaitTakeover(other);
        Awaitility.await("asleep long enough").until(() -> System.nanoTime() - suspendedNs > STALL_MIN.toNanos());
        sleeper.resume();

        Awaitility.await("both judge again, and nobody twice")
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .ignoreExceptions() // while it builds its client anew it may have no metrics
                .until(() -> sleeper.judged() > 0 && judged() == AGENTS);
        statuses.awaitAllPartitionsAfter(System.nanoTime());
        LOG.log(
                System.Logger.Level.INFO,
                "stood still: no status of a partition for {0}",
                statuses.longestSilenceSince(suspendedNs));
        sleeper.awaitReady();
        assertThat(statuses.longestSilenceSince(suspendedNs)).isLessThan(TAKEOVER_MAX);
    }

    private static void awaitTakeover(RegistryProcess by) {
        Awaitility.await("taken over")
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .until(() -> by.judged() == AGENTS);
    }

    private void assertNobodyHarmed() {
        long sinceNs = System.nanoTime();
        Awaitility.await("time passes")
                .atMost(WATCHED.plusSeconds(10))
                .until(() -> System.nanoTime() - sinceNs > WATCHED.toNanos());
        Awaitility.await("everybody can work").atMost(30, TimeUnit.SECONDS).until(this::everybodyWorks);
        assertThat(statuses.oddities()).isEmpty();
    }

    private boolean everybodyWorks() {
        Map<String, AgentState> states = statuses.states();
        return states.size() == AGENTS && AT_WORK.containsAll(states.values());
    }

    private int judged() throws Exception {
        int sum = 0;
        for (RegistryProcess registry : registries) {
            sum += registry.judged();
        }
        return sum;
    }
}
