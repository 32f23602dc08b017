import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;

/** Runs as it is, on JDK 17 or newer: {@code java -cp 'lib/*' GreeterAgent.java}; settings as in docs/configuration.md. */
public class GreeterAgent {
    public static void main(String[] args) throws InterruptedException {
        Agent greeter = Agent.named("greeter")
                .capability("greet", "1.0.0")
                .concurrency(8)
                .handler(context -> Result.text("Hello, " + context.text()));
        AgentHost host = AgentHost.connect(ClusterConfig.from(System.getenv())).add(greeter).start();
        Runtime.getRuntime().addShutdownHook(new Thread(host::close));
        host.awaitClose();
    }
}
