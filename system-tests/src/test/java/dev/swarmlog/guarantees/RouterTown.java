package dev.swarmlog.guarantees;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.guarantees.ChaosScript.Part;
import dev.swarmlog.guarantees.ChaosScript.Step;
import dev.swarmlog.processes.AgentProcess;
import dev.swarmlog.processes.BrokerNodes;
import dev.swarmlog.processes.JavaProcess;
import dev.swarmlog.processes.ServiceProcess;
import dev.swarmlog.processes.ServiceProcess.Ground;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Three brokers, an agent-registry, two routers and hosts, each a process of its own; and a schema registry. */
final class RouterTown implements AutoCloseable {
    static final int BROKERS = 3;
    static final int ROUTERS = 2;

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final List<ServiceProcess> routers = new ArrayList<>();
    private final List<AgentProcess> hosts = new ArrayList<>();
    private final BrokerNodes brokers;
    private final Ground ground;

    private RouterTown(Path folder, BrokerNodes brokers, EmbeddedSchemaRegistry schemas) {
        this.brokers = brokers;
        this.ground = new Ground(folder, brokers.bootstrapServers(), schemas.url());
        stops.push(brokers::close);
        stops.push(schemas::close);
    }

    /** Starts everything; where something does not start, nothing is left running. */
    static RouterTown start(Path folder, int hosts, Map<String, String> routerEnv) throws IOException {
        BrokerNodes brokers = BrokerNodes.start(folder, BROKERS);
        RouterTown town;
        try {
            town = new RouterTown(folder, brokers, EmbeddedSchemaRegistry.start(brokers.bootstrapServers(), 0));
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        try {
            town.open(hosts, routerEnv);
            return town;
        } catch (IOException | RuntimeException e) {
            town.close();
            throw e;
        }
    }

    private void open(int hostCount, Map<String, String> routerEnv) throws IOException {
        ServiceProcess registry = launch("registry", "one", Map.of());
        for (int i = 0; i < ROUTERS; i++) {
            routers.add(launch("router", String.valueOf(i), routerEnv));
        }
        registry.awaitReady();
        routers.forEach(ServiceProcess::awaitReady);
        for (int i = 0; i < hostCount; i++) {
            AgentProcess host = AgentProcess.launch(ground, "host-" + i);
            stops.push(host::close);
            hosts.add(host);
        }
        hosts.forEach(AgentProcess::awaitReady);
    }

    private ServiceProcess launch(String service, String instance, Map<String, String> env) throws IOException {
        ServiceProcess launched = ServiceProcess.launch(ground, service, instance, env);
        stops.push(() -> launched.process().kill());
        return launched;
    }

    ClusterConfig cluster() {
        return ClusterConfig.of(ground.bootstrapServers(), ground.schemaRegistry());
    }

    void perform(Step step) throws IOException, InterruptedException {
        JavaProcess process = process(step.part(), step.number());
        switch (step.verb()) {
            case KILL -> process.kill();
            case START -> process.restart();
            case STOP -> process.suspend();
            case CONTINUE -> process.resume();
        }
    }

    private JavaProcess process(Part part, int number) {
        return switch (part) {
            case BROKER -> brokers.nodes().get(number);
            case ROUTER -> routers.get(number).process();
            case HOST -> hosts.get(number).process();
        };
    }

    /** Who has no process although nobody killed it: it gave up by itself. */
    List<String> ended() {
        List<String> ended = new ArrayList<>();
        for (Part part : Part.values()) {
            int count = switch (part) {
                case BROKER -> BROKERS;
                case ROUTER -> routers.size();
                case HOST -> hosts.size();
            };
            for (int i = 0; i < count; i++) {
                if (!process(part, i).isAlive()) {
                    ended.add(part + " " + i);
                }
            }
        }
        return ended;
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
    }
}
