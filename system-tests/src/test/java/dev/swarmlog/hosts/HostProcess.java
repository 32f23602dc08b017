package dev.swarmlog.hosts;

import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.configs.DeclaredAgents;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.standalone.processes.JavaProcess;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A host that shares declared agents as a process of its own, which can be killed. */
final class HostProcess {
    /** What its agents' results begin with. */
    static final String ELSEWHERE = "elsewhere";

    private static final int HEAP_MIB = 96;
    private static final long WORK_MS = 20;

    private HostProcess() {}

    static JavaProcess launch(Path output, String bootstrapServers, String schemaRegistry) throws IOException {
        return JavaProcess.launch(
                output,
                new JavaProcess.Plan(
                        Jvm.brief(HEAP_MIB),
                        HostProcess.class.getName(),
                        Map.of(),
                        List.of(bootstrapServers, schemaRegistry)));
    }

    static void main(String[] arguments) throws InterruptedException {
        ClusterConfig cluster = ClusterConfig.of(arguments[0], arguments[1]);
        try (AgentHost host = AgentHost.connect(cluster).start();
                DeclaredAgents _ = DeclaredAgents.at(host, cluster, LazyHostIT.GROUP)
                        .offer("specialist", settings -> context -> {
                            Thread.sleep(WORK_MS);
                            return Result.text(ELSEWHERE);
                        })
                        .start()) {
            host.awaitClose();
        }
    }
}
