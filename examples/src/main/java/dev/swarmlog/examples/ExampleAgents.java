package dev.swarmlog.examples;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.examples.csrd.CsrdAgents;
import dev.swarmlog.examples.desk.Desk;
import dev.swarmlog.examples.desk.Workroom;
import dev.swarmlog.examples.research.ResearchAgents;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The agents of all examples. */
public final class ExampleAgents {
    private ExampleAgents() {}

    /**
     * All of them, to be added to a host.
     *
     * @param folder where they keep what they make
     */
    public static List<Agent> in(Path folder) {
        return Stream.concat(
                        CsrdAgents.in(new Workroom(folder.resolve("csrd"))).stream(),
                        ResearchAgents.in(new Workroom(folder.resolve("research"))).stream())
                .map(Desk::agent)
                .toList();
    }

    /** Joins a cluster until the process is stopped; settings as in docs/configuration.md. */
    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args.length > 0 ? args[0] : "example-work");
        AgentHost host = AgentHost.connect(ClusterConfig.from(System.getenv()))
                .add(in(folder))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(host::close));
        host.awaitClose();
    }
}
