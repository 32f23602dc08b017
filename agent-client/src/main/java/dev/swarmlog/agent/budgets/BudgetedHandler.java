package dev.swarmlog.agent.budgets;

import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Asks a budget before each delivery is handled, and tells it what the result used. Where it refuses, or names another
 * capability, the delivery fails with RESOURCE_EXHAUSTED; where a person is asked, with RATE_LIMITED; where nobody answers, it
 * may go better elsewhere. What a handler used that threw nobody knows, so it counts as reserved.
 */
public final class BudgetedHandler implements AgentHandler, AutoCloseable {
    private static final Duration PERSON = Duration.ofSeconds(30);

    private final Function<BudgetCommand.Builder, CompletableFuture<Reply>> budget;
    private final String path;
    private final BudgetAmounts atMost;
    private final Duration patience;
    private final AgentHandler handler;
    private final String model;

    /**
     * A handler that spends at most so much for each delivery.
     *
     * @param budget as {@link BudgetClient#ask}
     * @param path who spends, from the budget's name inwards; the agent's id is one name more
     * @param patience how long the budget may take to answer
     */
    public BudgetedHandler(
            Function<BudgetCommand.Builder, CompletableFuture<Reply>> budget,
            String path,
            BudgetAmounts atMost,
            Duration patience,
            AgentHandler handler) {
        this.budget = budget;
        this.path = path;
        this.atMost = atMost;
        this.patience = patience;
        this.handler = handler;
        this.model = "";
    }

    private BudgetedHandler(BudgetedHandler other, String model) {
        this.budget = other.budget;
        this.path = other.path;
        this.atMost = other.atMost;
        this.patience = other.patience;
        this.handler = other.handler;
        this.model = model;
    }

    /** The same by a model, for the prices and tables of the budget. */
    public BudgetedHandler by(String modelName) {
        return new BudgetedHandler(this, modelName);
    }

    @Override
    public Result handle(HandlerContext context) throws Exception {
        reserve(context);
        long begin = System.nanoTime();
        Result result;
        try {
            result = handler.handle(context);
        } catch (Throwable thrown) {
            tell(command(BudgetCommandKind.SETTLE, context).setUnheard(true));
            throw thrown;
        }
        Usage usage = result.usage();
        long wallMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        tell(command(BudgetCommandKind.SETTLE, context)
                .setTokensIn(usage.getTokensIn())
                .setTokensOut(usage.getTokensOut())
                .setAmounts(new BudgetAmounts(
                        usage.getTokensIn() + usage.getTokensOut(), usage.getCostMicros(), 1L, wallMs)));
        return result;
    }

    private void reserve(HandlerContext context) throws InterruptedException {
        Reply reply;
        try {
            reply = budget.apply(command(BudgetCommandKind.RESERVE, context)
                            .setPath(path + "/" + context.agentId().replace('/', '_'))
                            .setAmounts(atMost))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            tell(command(BudgetCommandKind.RELEASE, context));
            throw AgentFailure.retryable("budget " + path + " did not answer in time, and nothing was begun");
        } catch (ExecutionException e) {
            throw AgentFailure.retryable("budget " + path + " could not be asked", e);
        }
        if (reply.getStatus() == ReplyStatus.PARTIAL) {
            throw AgentFailure.rateLimited("budget " + path + " asks a person", PERSON);
        }
        if (reply.getStatus() != ReplyStatus.COMPLETED) {
            throw AgentFailure.resourceExhausted(reply.getError());
        }
        if (isElsewhere(reply)) {
            tell(command(BudgetCommandKind.RELEASE, context));
            throw AgentFailure.resourceExhausted("budget " + path + " has room for another capability only");
        }
    }

    /** What a budget degrades or hands off it answers with where to go instead. */
    private static boolean isElsewhere(Reply reply) {
        return StandardCharsets.UTF_8
                .decode(reply.getResult().duplicate())
                .toString()
                .contains("\"capability\":");
    }

    /** The ledger forgets nothing that it has; whether it has it yet nobody waits for. */
    private void tell(BudgetCommand.Builder command) {
        var unused = budget.apply(command);
    }

    private BudgetCommand.Builder command(BudgetCommandKind kind, HandlerContext context) {
        int end = path.indexOf('/');
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget(end < 0 ? path : path.substring(0, end))
                .setReservationId(context.deliveryId())
                .setAgentId(context.agentId())
                .setModel(model)
                .setSentAtMs(0);
    }

    @Override
    public void close() {
        if (handler instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IllegalStateException("the handler did not close", e);
            }
        }
    }
}
