package dev.swarmlog.processes;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.processes.ChaosScript.Part;
import dev.swarmlog.processes.ChaosScript.Step;
import dev.swarmlog.processes.ServiceProcess.Ground;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Three brokers, an agent-registry, services and hosts, each a process of its own; and a schema registry. */
public final class Town implements AutoCloseable {
    private static final int BROKERS = 3;

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Map<Part, List<JavaProcess>> parts = new EnumMap<>(Part.class);
    private final Ground ground;

    /**
     * What there is beside brokers and a registry.
     *
     * @param env of routers and engines
     */
    public record Plan(int routers, int engines, int hosts, Map<String, String> env, HostLauncher launcher) {}

    /** How a host begins. */
    @FunctionalInterface
    public interface HostLauncher {
        AgentProcess launch(Ground ground, String agentId) throws IOException;
    }

    private Town(Path folder, BrokerNodes brokers, EmbeddedSchemaRegistry schemas) {
        this.ground = new Ground(folder, brokers.bootstrapServers(), schemas.url());
        parts.put(Part.BROKER, brokers.nodes());
        stops.push(brokers::close);
        stops.push(schemas::close);
    }

    /** Starts everything; where something does not start, nothing is left running. */
    public static Town start(Path folder, Plan plan) throws IOException {
        BrokerNodes brokers = BrokerNodes.start(folder, BROKERS);
        Town town;
        try {
            town = new Town(folder, brokers, EmbeddedSchemaRegistry.start(brokers.bootstrapServers(), 0));
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        try {
            town.open(plan);
            return town;
        } catch (IOException | RuntimeException e) {
            town.close();
            throw e;
        }
    }

    private void open(Plan plan) throws IOException {
        List<ServiceProcess> services = new ArrayList<>();
        services.add(launch("registry", "one", Map.of()));
        launch(Part.ROUTER, "router", plan.routers(), plan.env(), services);
        launch(Part.ENGINE, "saga-engine", plan.engines(), plan.env(), services);
        services.forEach(ServiceProcess::awaitReady);
        List<AgentProcess> hosts = new ArrayList<>();
        for (int i = 0; i < plan.hosts(); i++) {
            AgentProcess host = plan.launcher().launch(ground, "host-" + i);
            stops.push(host::close);
            hosts.add(host);
        }
        parts.put(Part.HOST, hosts.stream().map(AgentProcess::process).toList());
        hosts.forEach(AgentProcess::awaitReady);
    }

    private void launch(Part part, String service, int count, Map<String, String> env, List<ServiceProcess> to)
            throws IOException {
        List<JavaProcess> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServiceProcess launched = launch(service, String.valueOf(i), env);
            processes.add(launched.process());
            to.add(launched);
        }
        if (count > 0) {
            parts.put(part, processes);
        }
    }

    private ServiceProcess launch(String service, String instance, Map<String, String> env) throws IOException {
        ServiceProcess launched = ServiceProcess.launch(ground, service, instance, env);
        stops.push(() -> launched.process().kill());
        return launched;
    }

    public ClusterConfig cluster() {
        return ClusterConfig.of(ground.bootstrapServers(), ground.schemaRegistry());
    }

    /** Does what follows from the seed, each thing in its time, and returns when all of it is done. */
    public void play(ChaosSettings settings, Consumer<String> teller) throws IOException, InterruptedException {
        Map<Part, Integer> counts = new EnumMap<>(Part.class);
        parts.forEach((part, processes) -> counts.put(part, processes.size()));
        long startNs = System.nanoTime();
        for (Step step : ChaosScript.of(settings, counts).steps()) {
            long dueNs = startNs + step.atMs() * 1_000_000;
            for (long restNs = dueNs - System.nanoTime(); restNs > 0; restNs = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(restNs);
            }
            teller.accept(step.toString());
            perform(step);
        }
    }

    private void perform(Step step) throws IOException, InterruptedException {
        JavaProcess process = part(step.part()).get(step.number());
        switch (step.verb()) {
            case KILL -> process.kill();
            case START -> process.restart();
            case STOP -> process.suspend();
            case CONTINUE -> process.resume();
        }
    }

    /** The processes of one kind. */
    public List<JavaProcess> part(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    /** Who has no process although nobody killed it: it gave up by itself. */
    public List<String> ended() {
        List<String> ended = new ArrayList<>();
        parts.forEach((part, processes) -> {
            for (int i = 0; i < processes.size(); i++) {
                if (!processes.get(i).isAlive()) {
                    ended.add(part + " " + i);
                }
            }
        });
        return ended;
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
    }
}
