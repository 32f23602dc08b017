package dev.swarmlog.router;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.http.Rules;
import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.RuleLimits;
import dev.swarmlog.runtime.RunningService;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/** What others may see of a router as it runs: its rules and its agents, others after its client was built anew. */
final class RouterSight {
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int WRITE_SECONDS_MAX = 9;

    private volatile @Nullable Seen now;

    private record Seen(LiveRules rules, AgentIndex agents) {}

    void renew(LiveRules rules, AgentIndex agents) {
        now = new Seen(rules, agents);
    }

    /** The rules of a service that runs. */
    Rules rules(RouterConfig config, RunningService running) {
        return new Rules() {
            @Override
            public RuleBook book() {
                return seen(running).rules.book();
            }

            @Override
            public RuleLimits limits() {
                return config.rules();
            }

            @Override
            public void write(Collection<RoutingRule> changed, Collection<String> removed) {
                RouterSight.write(running, changed, removed);
            }

            @Override
            public Map<String, Object> explained(Message message) {
                Seen seen = seen(running);
                RuleBook book = seen.rules.book();
                var preview = new RoutePreview(config, running.context().topics(), seen.agents, book);
                return Explanation.of(book, preview.of(message, System.currentTimeMillis()));
            }
        };
    }

    private Seen seen(RunningService running) {
        Seen seen = now;
        if (seen == null || !running.isStreaming()) {
            throw new Problem(
                    SERVICE_UNAVAILABLE, "rules and agents are still being read; /health/ready tells when they are");
        }
        return seen;
    }

    private static void write(RunningService running, Collection<RoutingRule> changed, Collection<String> removed) {
        var context = running.context();
        var cluster = context.config().cluster();
        ClusterConfig reach = new ClusterConfig(
                cluster.bootstrapServers(),
                context.wire().registry(),
                cluster.topicPrefix(),
                cluster.kafka(),
                context.telemetry().openTelemetry());
        List<CompletableFuture<@Nullable Void>> written = new ArrayList<>();
        try (LogWriter log = LogWriter.open(reach, "swarmlog-rules", 0)) {
            TopicWriter<RoutingRule> rules = log.to(context.topics().rules);
            changed.forEach(rule -> rules.send(rule.getName(), rule, next(written)));
            removed.forEach(name -> rules.remove(name, next(written)));
            for (CompletableFuture<@Nullable Void> each : written) {
                each.get(WRITE_SECONDS_MAX, TimeUnit.SECONDS);
            }
        } catch (TimeoutException | ExecutionException | ClusterException e) {
            throw new Problem(SERVICE_UNAVAILABLE, "the cluster did not take the rules: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(SERVICE_UNAVAILABLE, "this instance is stopping");
        }
    }

    private static Callback next(List<CompletableFuture<@Nullable Void>> written) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        written.add(result);
        return (at, problem) -> {
            if (problem == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(problem);
            }
        };
    }
}
