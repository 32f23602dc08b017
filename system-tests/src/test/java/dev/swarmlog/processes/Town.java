package dev.swarmlog.processes;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.standalone.processes.FaultScript;
import dev.swarmlog.standalone.processes.FaultScript.Blow;
import dev.swarmlog.standalone.processes.FaultScript.Part;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import dev.swarmlog.standalone.processes.ProcessPlatform;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Three brokers, an agent-registry, services and hosts, each a process of its own; and a schema registry. */
public final class Town implements AutoCloseable {
    private static final int BROKERS = 3;

    /** In a long run nobody lives for long either, and compilers that make the best of it would have most of the machine. */
    private static final Jvm JVM = Jvm.brief(512);

    private static final Set<Blow> BLOWS = EnumSet.of(
            Blow.HOST_KILLED,
            Blow.HOST_STOPPED,
            Blow.ROUTER_KILLED,
            Blow.ROUTER_STOPPED,
            Blow.BROKER_KILLED,
            Blow.ENGINE_KILLED,
            Blow.ENGINE_STOPPED);

    private final ProcessPlatform platform;
    private final List<AgentProcess> hosts = new ArrayList<>();

    /**
     * What there is beside brokers and a registry.
     *
     * @param env of routers and engines
     */
    public record Plan(int routers, int engines, int hosts, Map<String, String> env, HostLauncher launcher) {
        public static Plan of(ChaosSettings settings, int engines, Map<String, String> env, HostLauncher launcher) {
            return new Plan(settings.routers(), engines, settings.hosts(), env, launcher);
        }
    }

    /** How a host begins. */
    @FunctionalInterface
    public interface HostLauncher {
        AgentProcess launch(Ground ground, String agentId) throws IOException;
    }

    private Town(ProcessPlatform platform) {
        this.platform = platform;
    }

    /** Starts everything; where something does not start, nothing is left running. */
    public static Town start(Path folder, Plan plan) throws IOException {
        Town town = new Town(ProcessPlatform.start(
                folder, new ProcessPlatform.Plan(BROKERS, 1, plan.routers(), plan.engines(), plan.env(), JVM)));
        try {
            for (int i = 0; i < plan.hosts(); i++) {
                town.hosts.add(plan.launcher().launch(town.platform.ground(), "host-" + i));
            }
            town.hosts.forEach(AgentProcess::awaitReady);
            town.platform.add(
                    Part.HOST, town.hosts.stream().map(AgentProcess::process).toList());
            return town;
        } catch (IOException | RuntimeException e) {
            town.close();
            throw e;
        }
    }

    public ClusterConfig cluster() {
        Ground ground = platform.ground();
        return ClusterConfig.of(ground.bootstrapServers(), ground.schemaRegistry());
    }

    /** Does what follows from the seed, each thing in its time, and returns when all of it is done. */
    public void play(ChaosSettings settings, Consumer<String> teller) throws IOException, InterruptedException {
        FaultScript.Terms terms = new FaultScript.Terms(settings.seed(), settings.length(), settings.gap(), BLOWS);
        platform.play(FaultScript.of(terms, platform.counts()), step -> teller.accept(step.toString()));
    }

    /** Who has no process although nobody killed it: it gave up by itself. */
    public List<String> ended() {
        return platform.ended();
    }

    @Override
    public void close() {
        hosts.forEach(AgentProcess::close);
        platform.close();
    }
}
