package dev.swarmlog.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.budgets.BudgetClient;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.audit.LogTail;
import dev.swarmlog.coordinator.budget.BudgetFacts;
import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.processes.FourServices;
import dev.swarmlog.sagas.Deployment;
import dev.swarmlog.standalone.processes.ServiceProcess;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.BudgetEvent;
import dev.swarmlog.v1.BudgetFactKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred sagas at once against one budget that is too small for them, whose coordinator is killed in the middle. */
@Tag("long")
class BudgetChaosIT {
    private static final int SAGAS = 200;
    private static final long RESERVED = 100;
    private static final long LIMIT = 35_000;
    private static final int KILLS = 2;
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final AtomicLong used = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    @Test
    void nothingIsSpentThatWasNotGranted() throws Exception {
        try (FourServices services = FourServices.start(folder, Map.of())) {
            set(services.cluster());
            try (AgentHost host = AgentHost.connect(services.cluster())
                            .add(thinker("one"), thinker("two"))
                            .start();
                    SagaClient client = SagaClient.connect(services.cluster())) {
                assertThat(host.size()).isEqualTo(2);
                List<CompletableFuture<Reply>> ends = startAll(client);
                killInTheMiddle(services.coordinator());
                CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(SOON.toSeconds(), TimeUnit.SECONDS);
                balances(services.cluster(), ends);
            }
        }
    }

    /** A step waits for its budget within its timeout, so also while the coordinator is away, however slowly it comes back. */
    private static void set(ClusterConfig cluster) throws Exception {
        Deployment.deploy(cluster, """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata: {name: thinking, version: 1.0.0}
            spec: {budget: {name: acme/research, reserve: {tokens: %d}}}
            steps:
              a: {task: think, timeout: 2m}
              b: {task: think, timeout: 2m, after: a}
              c: {task: think, timeout: 2m, after: b}
            """.formatted(RESERVED));
        try (BudgetClient client = BudgetClient.connect(cluster)) {
            Reply set = client.ask(BudgetCommand.newBuilder()
                            .setKind(BudgetCommandKind.SET)
                            .setBudget("acme")
                            .setSource("""
                                apiVersion: swarmlog.dev/v1
                                kind: Budget
                                metadata: {name: acme}
                                spec:
                                  limit: {tokens: %d}
                                  below:
                                    research: {limit: {tokens: %d}}
                                    research/*: {limit: {tokens: 1000}}
                                """.formatted(LIMIT + 5_000, LIMIT))
                            .setSentAtMs(0))
                    .get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(set.getStatus()).as(set.getError()).isEqualTo(ReplyStatus.COMPLETED);
        }
    }

    /** Never more than was reserved, and mostly less; each call another amount. */
    private Agent thinker(String name) {
        return Agent.named("thinker-" + name)
                .capability("think", "1.0.0")
                .concurrency(100)
                .handler(work -> {
                    long tokens = RESERVED - calls.incrementAndGet() % 60;
                    used.addAndGet(tokens);
                    return Result.json("\"thought\"").using(tokens / 2, tokens - tokens / 2, 0);
                });
    }

    private static List<CompletableFuture<Reply>> startAll(SagaClient client) {
        List<CompletableFuture<Reply>> ends = new ArrayList<>();
        for (int i = 0; i < SAGAS; i++) {
            ends.add(client.ask(SagaCommand.newBuilder()
                    .setKind(SagaCommandKind.START)
                    .setSagaId("thinking-" + i)
                    .setName("thinking")
                    .setSentAtMs(0)));
        }
        return ends;
    }

    private void killInTheMiddle(ServiceProcess coordinator) throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            long some = 60L * kill;
            Awaitility.await("in the middle")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> calls.get() > some);
            coordinator.process().kill();
            coordinator.process().restart();
        }
    }

    private void balances(ClusterConfig cluster, List<CompletableFuture<Reply>> ends) throws Exception {
        Map<BudgetFactKind, Long> facts = new EnumMap<>(BudgetFactKind.class);
        Ledger ledger = BudgetFacts.unfolded("acme");
        try (LogTail tail = new LogTail(
                cluster, List.of(cluster.wire().topics().budgetEvents.name()))) {
            Awaitility.await("all is settled")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        fold(cluster, tail, ledger, facts);
                        return ledger.going() == 0;
                    });
        }
        long completed = ends.stream()
                .filter(end -> end.join().getStatus() == ReplyStatus.COMPLETED)
                .count();
        Account research = Objects.requireNonNull(ledger.account("acme/research"));
        System.out.printf(
                "%d sagas, %d completed, the coordinator killed %d times; %d calls used %d tokens, the ledger says %d"
                        + " of %d; %s%n",
                SAGAS,
                completed,
                KILLS,
                calls.get(),
                used.get(),
                research.spent().tokens(),
                LIMIT,
                facts);

        assertThat(research.spent().tokens()).as("booked to the unit").isEqualTo(used.get());
        assertThat(research.spent().calls()).as("each call once").isEqualTo(calls.get());
        assertThat(used.get()).as("never beyond the limit").isLessThanOrEqualTo(LIMIT);
        assertThat(completed).as("some ended before the room did").isPositive().isLessThan(SAGAS);
        assertThat(ends)
                .allMatch(end -> end.join().getStatus() == ReplyStatus.COMPLETED
                        || end.join().getError().contains("no room")
                        || end.join().getError().contains("did not answer in time"));
        for (Account each : ledger.accounts()) {
            assertThat(each.reserved()).as(each.path()).isEqualTo(Amounts.NONE);
            assertThat(each.spent().tokens() + each.free().tokens())
                    .as(each.path())
                    .isEqualTo(each.limit().tokens());
            assertThat(ledger.outermostBelow(each.path()).stream()
                            .mapToLong(inner -> inner.spent().tokens())
                            .sum())
                    .as("below " + each.path())
                    .isIn(0L, each.spent().tokens());
        }
    }

    private static void fold(ClusterConfig cluster, LogTail tail, Ledger ledger, Map<BudgetFactKind, Long> facts) {
        var topic = cluster.wire().topics().budgetEvents;
        Deserializer<BudgetEvent> form = cluster.wire().serde(topic).deserializer();
        tail.catchUp(record -> {
            BudgetEvent event = form.deserialize(topic.name(), record.value());
            BudgetFacts.fold(ledger, event);
            event.getFacts().forEach(fact -> {
                facts.merge(fact.getKind(), 1L, Long::sum);
                if (fact.getKind() == BudgetFactKind.REFUSED) {
                    Account full = Objects.requireNonNull(ledger.account(fact.getLimit()));
                    assertThat(full.free().tokens())
                            .as("refused where there was no room")
                            .isLessThan(RESERVED);
                }
            });
        });
    }
}
