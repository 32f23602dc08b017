package dev.swarmlog.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.sessions.Participant;
import dev.swarmlog.agent.sessions.PlanDraft;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.agent.sessions.SessionLease;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.processes.ServiceProcess;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand participants through ten phases, with doubled commands and late ones, and fifty who fight for one resource,
 * while the coordinator is killed and started again.
 */
@Tag("long")
final class SessionsIT {
    private static final int PARTICIPANTS = Integer.getInteger("swarmlog.session.participants", 1_000);
    private static final int CLIENTS = 4;
    private static final int PHASES = 10;
    private static final int FIGHTERS = 50;
    private static final int LEASES_EACH = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(5);

    @TempDir
    Path folder;

    @Test
    void noBarrierOpensEarlyOrTwiceAndNoResourceHasTwoHolders() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
            Ground ground = Ground.brief(folder, broker.bootstrapServers(), schemas.url());
            ClusterConfig cluster = ClusterConfig.of(broker.bootstrapServers(), schemas.url());
            try (ServiceProcess coordinator = ServiceProcess.launch(
                            ground, "coordinator", "one", Map.of("SWARMLOG_REPLICATION_FACTOR", "1"));
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                coordinator.awaitReady();
                List<SessionClient> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(SessionClient.connect(cluster));
                }
                try {
                    phases(cluster, clients, threads, coordinator);
                    leases(cluster, clients, threads, coordinator);
                } finally {
                    clients.forEach(SessionClient::close);
                }
            }
        }
    }

    private static void phases(
            ClusterConfig cluster, List<SessionClient> clients, ExecutorService threads, ServiceProcess coordinator)
            throws Exception {
        clients.get(0).create("quiet", plan(PARTICIPANTS));
        all(threads, PARTICIPANTS, number -> walk(clients.get(number % CLIENTS), "quiet", number, new AtomicInteger()));
        clients.get(0).create("killed", plan(PARTICIPANTS));
        AtomicInteger steps = new AtomicInteger();
        Future<?> killer = threads.submit(() -> {
            for (int blow = 1; blow <= 2; blow++) {
                int enough = blow * PARTICIPANTS * PHASES / 3;
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(LOOK)
                        .until(() -> steps.get() >= enough);
                coordinator.process().kill();
                coordinator.process().restart();
                coordinator.awaitReady();
            }
            return null;
        });

        all(threads, PARTICIPANTS, number -> walk(clients.get(number % CLIENTS), "killed", number, steps));

        killer.get(60, TimeUnit.SECONDS);
        for (String session : List.of("quiet", "killed")) {
            SessionTrail trail = SessionTrail.of(cluster, session);
            assertThat(trail.openings()).hasSize(PHASES);
            assertThat(trail.arrivals()).isEqualTo(PHASES * PARTICIPANTS);
            tell(session, trail.openings());
        }
    }

    /** Some say all twice, under the same id and under another; some come back to a phase that is long over. */
    private static void walk(SessionClient client, String session, int number, AtomicInteger steps) {
        Participant self = client.join(session, "m" + number, "");
        if (number % 7 == 0) {
            assertThat(client.join(session, self.id(), "").id()).isEqualTo(self.id());
        }
        for (int phase = 0; phase < PHASES; phase++) {
            assertThat(self.awaitPhase("p" + phase, PATIENCE)).isTrue();
            SessionCommand.Builder arrival = self.command(SessionCommandKind.ARRIVE, "p" + phase);
            if (number % 3 == 0 && phase < PHASES - 1) {
                SessionClient.settled(client.ask(arrival));
                SessionClient.settled(client.ask(arrival));
                self.arrive("p" + phase);
            } else {
                SessionClient.settled(client.ask(arrival));
            }
            if (number % 5 == 0 && phase > 0 && phase < PHASES - 1) {
                self.arrive("p" + (phase - 1));
            }
            steps.incrementAndGet();
        }
    }

    private static void leases(
            ClusterConfig cluster, List<SessionClient> clients, ExecutorService threads, ServiceProcess coordinator)
            throws Exception {
        clients.get(0).create("fight", PlanDraft.of("fight").role("", FIGHTERS).plan());
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger doubled = new AtomicInteger();
        AtomicLong fence = new AtomicLong();
        AtomicInteger had = new AtomicInteger();
        Future<?> killer = threads.submit(() -> {
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(() -> had.get() >= FIGHTERS / 2);
            coordinator.process().kill();
            coordinator.process().restart();
            return null;
        });

        all(threads, FIGHTERS, number -> {
            Participant self = clients.get(number % CLIENTS).join("fight", "f" + number, "");
            for (int lease = 0; lease < LEASES_EACH; lease++) {
                fight(self, holders, doubled, fence);
                had.incrementAndGet();
            }
        });

        killer.get(60, TimeUnit.SECONDS);
        assertThat(doubled).hasValue(0);
        long leases = SessionTrail.of(cluster, "fight").leases("the-one");
        assertThat(leases).isGreaterThanOrEqualTo(FIGHTERS * LEASES_EACH);
        System.out.printf("%d leases on one resource among %d, never two holders%n", leases, FIGHTERS);
    }

    /** What is held is used; whoever finds somebody else in it, or a younger fence, has found a second holder. */
    private static void fight(Participant self, AtomicInteger holders, AtomicInteger doubled, AtomicLong fence) {
        Optional<SessionLease> lease = Optional.empty();
        while (lease.isEmpty()) {
            lease = self.lease("the-one", Duration.ofSeconds(2), PATIENCE);
        }
        SessionLease held = lease.get();
        boolean alone = holders.incrementAndGet() == 1;
        boolean first = fence.getAndAccumulate(held.fence(), Math::max) < held.fence();
        boolean doubt = !held.isValid();
        holders.decrementAndGet();
        if (!doubt && !(alone && first)) {
            doubled.incrementAndGet();
        }
        held.close();
    }

    private static SessionPlan plan(int participants) {
        PlanDraft draft = PlanDraft.of("walk").role("", participants);
        for (int phase = 0; phase < PHASES; phase++) {
            draft.phase("p" + phase);
        }
        return draft.plan();
    }

    private interface Part {
        void play(int number);
    }

    private static void all(ExecutorService threads, int count, Part part) throws Exception {
        List<Future<?>> played = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int mine = number;
            played.add(threads.submit(() -> part.play(mine)));
        }
        for (Future<?> each : played) {
            each.get(120, TimeUnit.SECONDS);
        }
    }

    private static void tell(String session, List<Long> openings) {
        List<Long> took = new ArrayList<>();
        for (int i = 1; i < openings.size(); i++) {
            took.add(openings.get(i) - openings.get(i - 1));
        }
        System.out.printf(
                "%s: %d participants, a phase took %s ms, median %d ms%n",
                session,
                PARTICIPANTS,
                took,
                took.stream().sorted().skip(took.size() / 2).findFirst().orElseThrow());
    }
}
