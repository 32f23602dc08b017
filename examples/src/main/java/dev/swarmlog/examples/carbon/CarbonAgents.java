package dev.swarmlog.examples.carbon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.host.HostSettings;
import dev.swarmlog.examples.desk.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Agents that do what swarms ask of them, many things at once. */
public final class CarbonAgents {
    /** What is asked of them: {@code {"items": [supplier, ...]}} comes to {@code {"results": [...]}}. */
    public static final String CARBON = "calc.carbon";

    /** And {@code {"points": [[x, y, ...], ...]}} comes to {@code {"values": [...]}}. */
    public static final String ROSENBROCK = "opt.rosenbrock";

    private static final int CONCURRENCY = 2;

    private CarbonAgents() {}

    /** So many of them in one region, or one after the other in each of several that have commas between them. */
    public static List<Agent> in(String regions, String name, int count) {
        List<Agent> crew = new ArrayList<>();
        List<String> each = List.of(regions.split(",", -1));
        for (int i = 0; i < count; i++) {
            String region = each.get(i % each.size());
            crew.add(Agent.named(name + "-" + i)
                    .serviceType("example")
                    .capability(CARBON, "1.0.0")
                    .capability(ROSENBROCK, "1.0.0")
                    .at(region, "")
                    .concurrency(CONCURRENCY)
                    .handler(work -> Result.json(
                            done(work.type(), Json.read(work.text())).toString())));
        }
        return crew;
    }

    static ObjectNode done(String type, JsonNode input) {
        ObjectNode answer = Json.object();
        if (type.equals(CARBON)) {
            ArrayNode results = answer.putArray("results");
            Json.list(input, "items").forEach(item -> results.add(Footprint.of(item)));
        } else {
            ArrayNode values = answer.putArray("values");
            Json.list(input, "points").forEach(point -> values.add(rosenbrock(point)));
        }
        return answer;
    }

    private static double rosenbrock(JsonNode point) {
        double sum = 0;
        for (int i = 0; i + 1 < point.size(); i++) {
            double here = point.get(i).doubleValue();
            double next = point.get(i + 1).doubleValue();
            sum += 100 * (here * here - next) * (here * here - next) + (here - 1) * (here - 1);
        }
        return sum;
    }

    /** Joins a cluster until the process is stopped: {@code CarbonAgents [COUNT [REGION,... [NAME]]]}. */
    public static void main(String[] args) throws InterruptedException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        String region = args.length > 1 ? args[1] : "";
        String name = args.length > 2 ? args[2] : "carbon" + (region.isEmpty() ? "" : "-" + region.replace(',', '-'));
        HostSettings settings = HostSettings.DEFAULT.withHeartbeatInterval(Duration.ofMillis(500));
        AgentHost host = AgentHost.connect(ClusterConfig.from(System.getenv()), settings)
                .add(in(region, name, count))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(host::close));
        host.awaitClose();
    }
}
