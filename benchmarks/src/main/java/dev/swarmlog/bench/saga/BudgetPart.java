package dev.swarmlog.bench.saga;

import dev.swarmlog.agent.budgets.BudgetClient;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.coordinator.CoordinatorService;
import dev.swarmlog.coordinator.budget.BudgetDefinitions;
import dev.swarmlog.coordinator.budget.BudgetFacts;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.BudgetBounds;
import dev.swarmlog.coordinator.budget.core.BudgetMachine;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.coordinator.budget.core.Request;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** How often a budget of three levels lets somebody reserve and settle: in memory, and through Kafka in one task. */
final class BudgetPart implements Part {
    private static final String NAME = "bench";
    private static final String PATH = NAME + "/research/";
    private static final int SPENDERS = 100;
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 500_000;
    private static final String SOURCE = """
        apiVersion: swarmlog.dev/v1
        kind: Budget
        metadata: {name: bench}
        spec:
          limit: {tokens: 1000000000000000, calls: 1000000000000000}
          below:
            research: {limit: {tokens: 1000000000000000}}
            research/*: {limit: {tokens: 1000000000000000}}
        """;

    private final SagaScale scale;

    BudgetPart(SagaScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "budget";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        findings.figure("budget_decided_pairs_per_s", decided());
        findings.figure("budget_pairs_per_s", throughKafka(ground));
    }

    private static double decided() {
        Ledger ledger = BudgetFacts.unfolded(NAME);
        BudgetMachine machine = new BudgetMachine(BudgetBounds.DEFAULT);
        Definition definition =
                Objects.requireNonNull(BudgetDefinitions.read(SOURCE).definition());
        machine.decide(ledger, new Request.Define(definition, "", Requester.NOBODY), 1);
        pairs(machine, ledger, 0, WARM_UP);
        long nanos = System.nanoTime();
        pairs(machine, ledger, WARM_UP, MEASURED);
        return MEASURED * 1e9 / (System.nanoTime() - nanos);
    }

    private static void pairs(BudgetMachine machine, Ledger ledger, int from, int count) {
        Amounts amounts = new Amounts(100, 5, 1, 0);
        for (int i = from; i < from + count; i++) {
            String id = "r" + i;
            String path = PATH + i % SPENDERS;
            machine.decide(ledger, new Request.Reserve(id, path, amounts, 0, "", "", 0, Requester.NOBODY), i);
            machine.decide(ledger, new Request.Settle(id, amounts, 0, 0, false, "", "", Requester.NOBODY), i);
        }
    }

    private double throughKafka(Ground ground) throws InterruptedException {
        String prefix = "budget-";
        try (ServiceRun run = ServiceRun.start(ground, prefix, CoordinatorService::service);
                BudgetClient client = BudgetClient.connect(
                        ClusterConfig.of(ground.bootstrapServers(), run.wire().registry())
                                .withTopicPrefix(prefix))) {
            settled(client.ask(command(BudgetCommandKind.SET, "").setSource(SOURCE)));
            Spender spender = new Spender(client, scale.inFlight());
            spender.spend(scale.warmUp().secondsMax());
            return spender.spend(scale.seconds());
        }
    }

    private static BudgetCommand.Builder command(BudgetCommandKind kind, String id) {
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget(NAME)
                .setReservationId(id)
                .setAmounts(new BudgetAmounts(100L, 5L, 1L, 0L))
                .setSentAtMs(0);
    }

    private static void settled(CompletableFuture<Reply> reply) throws InterruptedException {
        try {
            Reply answer = reply.get(30, TimeUnit.SECONDS);
            if (answer.getStatus() != ReplyStatus.COMPLETED) {
                throw new IllegalStateException(answer.getError());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the budget did not answer", e);
        }
    }

    /** So many at once reserve, settle when that is granted, and begin anew when they heard that it is. */
    private static final class Spender {
        private final BudgetClient client;
        private final int inFlight;
        private final AtomicLong next = new AtomicLong();
        private final AtomicLong done = new AtomicLong();

        Spender(BudgetClient client, int inFlight) {
            this.client = client;
            this.inFlight = inFlight;
        }

        /** Pairs a second. */
        double spend(int seconds) throws InterruptedException {
            Semaphore free = new Semaphore(inFlight);
            long before = done.get();
            long beginNanos = System.nanoTime();
            while (System.nanoTime() - beginNanos < TimeUnit.SECONDS.toNanos(seconds)) {
                free.acquire();
                pair(free);
            }
            double perSecond = (done.get() - before) * 1e9 / (System.nanoTime() - beginNanos);
            if (!free.tryAcquire(inFlight, 30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a pair was lost");
            }
            return perSecond;
        }

        private void pair(Semaphore free) {
            long number = next.incrementAndGet();
            String id = "r" + number;
            var _ = client.ask(command(BudgetCommandKind.RESERVE, id).setPath(PATH + number % SPENDERS))
                    .thenCompose(granted -> client.ask(command(BudgetCommandKind.SETTLE, id)))
                    .thenAccept(settled -> {
                        if (settled.getStatus() == ReplyStatus.COMPLETED) {
                            done.incrementAndGet();
                            free.release();
                        }
                    });
        }
    }
}
