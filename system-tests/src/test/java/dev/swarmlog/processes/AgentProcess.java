package dev.swarmlog.processes;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.host.HostSettings;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.standalone.processes.JavaProcess;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A host of the SDK with one agent as a process of its own. What the agent does with a message the message says itself
 * ({@link #taking}, {@link #failing}); it tells its progress all the while, and renews no lease otherwise. The result names
 * who did the work in which life, so that two results of one message are never the same.
 */
public final class AgentProcess implements AutoCloseable {
    public static final String CAPABILITY = "work";
    public static final int CONCURRENCY = 16;
    private static final int HEAP_MIB = 48;
    private static final String READY = "host ready";
    private static final String TAKES_MS = "takesMs";
    private static final String FAILS_WITH = "failsWith";
    private static final String FAILS_TIMES = "failsTimes";
    private static final int SLICE_MS = 50;

    private final String agentId;
    private final JavaProcess process;

    private AgentProcess(String agentId, JavaProcess process) {
        this.agentId = agentId;
        this.process = process;
    }

    /** Starts it and does not wait for it. */
    public static AgentProcess launch(Ground ground, String agentId) throws IOException {
        return launch(ground, agentId, AgentProcess.class, List.of());
    }

    /** The same for an agent of another kind, whose main class {@link #host}s it. */
    public static AgentProcess launch(Ground ground, String agentId, Class<?> main, List<String> more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(ground.bootstrapServers(), ground.schemaRegistry(), agentId));
        arguments.addAll(more);
        return new AgentProcess(
                agentId,
                JavaProcess.launch(
                        ground.folder().resolve(agentId + ".out"),
                        new JavaProcess.Plan(Jvm.brief(HEAP_MIB), main.getName(), Map.of(), arguments)));
    }

    /** Work that takes so long. */
    public static MessageDraft taking(Duration time) {
        return MessageDraft.ofType(CAPABILITY).attribute(TAKES_MS, String.valueOf(time.toMillis()));
    }

    /** Makes the first so many attempts fail. */
    public static MessageDraft failing(MessageDraft draft, boolean retryably, int times) {
        return draft.attribute(FAILS_WITH, retryably ? "RETRYABLE" : "NON_RETRYABLE")
                .attribute(FAILS_TIMES, String.valueOf(times));
    }

    public String agentId() {
        return agentId;
    }

    public JavaProcess process() {
        return process;
    }

    public void awaitReady() {
        process.awaitSaid(READY);
    }

    @Override
    public void close() {
        // its work is not waited for
        process.kill();
    }

    static void main(String[] arguments) throws InterruptedException {
        String life = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        host(
                arguments,
                Agent.named(arguments[2])
                        .capability(CAPABILITY, "1.0.0")
                        .concurrency(CONCURRENCY)
                        .withoutLeaseRenewal()
                        .handler(context -> work(context, life)));
    }

    /** Hosts it until the process ends. */
    public static void host(String[] arguments, Agent agent) throws InterruptedException {
        var settings = HostSettings.DEFAULT.withHeartbeatInterval(Duration.ofSeconds(1));
        try (AgentHost host = connected(ClusterConfig.of(arguments[0], arguments[1]), settings)) {
            host.add(agent).start();
            System.out.println(READY);
            host.awaitClose();
        }
    }

    /** Tries again, as whoever supervises it would start it again, while brokers are away or the machine is too busy. */
    private static AgentHost connected(ClusterConfig cluster, HostSettings settings) {
        while (true) {
            try {
                return AgentHost.connect(cluster, settings);
            } catch (ClusterException e) {
                System.out.println("once more: " + e);
            }
        }
    }

    private static Result work(HandlerContext context, String life) throws InterruptedException {
        Map<String, String> how = context.attributes();
        take(context, Long.parseLong(how.getOrDefault(TAKES_MS, "0")));
        if (context.attempt() <= Integer.parseInt(how.getOrDefault(FAILS_TIMES, "0"))) {
            throw "RETRYABLE".equals(how.get(FAILS_WITH))
                    ? AgentFailure.retryable("it shall fail")
                    : AgentFailure.nonRetryable("it shall fail for good");
        }
        return Result.text(context.agentId() + " " + context.deliveryId() + " " + life);
    }

    /** Is at it for so long, and says so. */
    public static void take(HandlerContext context, long ms) throws InterruptedException {
        long untilNs = System.nanoTime() + 1_000_000 * ms;
        for (long restNs = untilNs - System.nanoTime(); restNs > 0; restNs = untilNs - System.nanoTime()) {
            context.progress(0.5);
            Thread.sleep(Math.min(SLICE_MS, restNs / 1_000_000 + 1));
        }
    }
}
