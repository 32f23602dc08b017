package dev.swarmlog.gather;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.host.HostSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An agent that names a price, fails or hangs, as the message wants it of each; as a program, one that can be killed. */
final class Quoter {
    static final String CAPABILITY = "quote";
    static final String FAILS = "fails";
    static final String HANGS = "hangs";
    private static final HostSettings FAST = HostSettings.DEFAULT.withHeartbeatInterval(Duration.ofMillis(300));

    private Quoter() {}

    /** Agents with these names; the last character is the price. */
    static AgentHost host(ClusterConfig cluster, CountDownLatch release, List<String> names) {
        AgentHost host = AgentHost.connect(cluster, FAST);
        for (String name : names) {
            host.add(Agent.named(name)
                    .capability(CAPABILITY, "1.0.0")
                    .concurrency(64)
                    .handler(context -> quote(context, release)));
        }
        return host.start();
    }

    private static Result quote(HandlerContext context, CountDownLatch release) throws InterruptedException {
        String name = context.agentId();
        if (wants(context, FAILS, name)) {
            throw AgentFailure.nonRetryable("sold out");
        }
        if (wants(context, HANGS, name)) {
            release.await();
        }
        String price = name.substring(name.length() - 1);
        return Result.json("{\"price\":" + price + ",\"asked\":[\"" + name + "\"]}");
    }

    private static boolean wants(HandlerContext context, String what, String name) {
        return List.of(context.attributes().getOrDefault(what, "").split(",", -1))
                .contains(name);
    }

    /** Serves under the name that is given until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        ClusterConfig cluster = ClusterConfig.of(args[0], args[1]);
        CountDownLatch never = new CountDownLatch(1);
        AgentHost host = host(cluster, never, List.of(args[2]));
        never.await();
        host.close();
    }
}
