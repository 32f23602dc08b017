package dev.swarmlog.agent.configs;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.budgets.BudgetedHandler;
import dev.swarmlog.v1.AgentConfig;
import dev.swarmlog.v1.AgentPrice;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.Usage;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Makes an agent of what was declared: its handler at its first delivery, its price where results do not say, its budget before. */
final class Declaration {
    /** Nobody decides while no coordinator runs; then nothing begins. */
    private static final Duration BUDGET_PATIENCE = Duration.ofSeconds(10);

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private Declaration() {}

    static Agent agent(
            AgentConfig config, HandlerMaker maker, Function<BudgetCommand.Builder, CompletableFuture<Reply>> budgets) {
        Agent.Builder agent = Agent.named(config.getAgentId())
                .serviceType(config.getServiceType())
                .tags(config.getTags().toArray(new String[0]))
                .at(config.getLocation().getRegion(), config.getLocation().getZone())
                .concurrency(config.getConcurrency())
                .weight(config.getWeight())
                .timeLimit(Duration.ofMillis(config.getTimeLimitMs()))
                .guardedBy(handler -> guarded(config, handler, budgets));
        if (config.getQueueMax() >= 0) {
            agent.queueMax(config.getQueueMax());
        }
        config.getCapabilities().forEach(capability -> agent.capability(capability.getName(), capability.getVersion()));
        return agent.handlerFactory(() -> made(config, maker));
    }

    /** What is wrong with a declaration is not the message's fault, so another agent may do better. */
    private static AgentHandler made(AgentConfig config, HandlerMaker maker) {
        try {
            return maker.make(new AgentSettings(config));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AgentFailure.retryable("agent " + config.getAgentId() + " was interrupted as it was made", e);
        } catch (Exception e) {
            throw AgentFailure.retryable(
                    "agent " + config.getAgentId() + " could not be made by handler " + config.getHandler() + ": " + e,
                    e);
        }
    }

    private static AgentHandler guarded(
            AgentConfig config,
            AgentHandler handler,
            Function<BudgetCommand.Builder, CompletableFuture<Reply>> budgets) {
        AgentHandler priced = context -> priced(config.getPrice(), handler.handle(context));
        if (config.getBudget().isEmpty()) {
            return priced;
        }
        return new BudgetedHandler(budgets, config.getBudget(), config.getReserve(), BUDGET_PATIENCE, priced)
                .by(config.getModel());
    }

    /** A result that says what it cost is believed. */
    static Result priced(AgentPrice price, Result result) {
        Usage usage = result.usage();
        boolean isFree = price.getInMicros() == 0 && price.getOutMicros() == 0 && price.getCallMicros() == 0;
        if (isFree || usage.getCostMicros() != 0) {
            return result;
        }
        BigInteger cost = product(usage.getTokensIn(), price.getInMicros())
                .add(product(usage.getTokensOut(), price.getOutMicros()))
                .add(MILLION.subtract(BigInteger.ONE))
                .divide(MILLION)
                .add(BigInteger.valueOf(price.getCallMicros()));
        return result.using(
                usage.getTokensIn(),
                usage.getTokensOut(),
                cost.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
    }

    private static BigInteger product(long tokens, long micros) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(micros));
    }
}
