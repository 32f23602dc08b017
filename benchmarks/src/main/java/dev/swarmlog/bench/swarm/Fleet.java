package dev.swarmlog.bench.swarm;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.examples.carbon.CarbonAgents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The agents of three regions, a third of them in each of three processes: a region each, or some of all regions. */
final class Fleet implements AutoCloseable {
    private static final List<String> REGIONS = List.of("north", "south", "west");
    private static final Duration JOINED = Duration.ofSeconds(90);
    private static final Duration BURIED = Duration.ofSeconds(30);

    private final Ground ground;
    private final String prefix;
    private final int agents;
    private final boolean mixed;
    private final AgentDirectory directory;
    private final List<Process> processes = new ArrayList<>();

    private Fleet(Ground ground, String prefix, int agents, boolean mixed) {
        this.ground = ground;
        this.prefix = prefix;
        this.agents = agents;
        this.mixed = mixed;
        directory = AgentDirectory.open(ClusterConfig.of(ground.bootstrapServers(), ground.schemaRegistryUrl())
                .withTopicPrefix(prefix));
    }

    /** A process for each region. All of them are to be found when it returns. */
    static Fleet join(Ground ground, String prefix, int agents) throws InterruptedException {
        return join(new Fleet(ground, prefix, agents, false));
    }

    /** Processes with agents of each region. */
    static Fleet joinMixed(Ground ground, String prefix, int agents) throws InterruptedException {
        return join(new Fleet(ground, prefix, agents, true));
    }

    private static Fleet join(Fleet fleet) throws InterruptedException {
        try {
            for (int i = 0; i < REGIONS.size(); i++) {
                fleet.processes.add(fleet.start(i));
            }
            fleet.await(fleet.agents);
            return fleet;
        } catch (RuntimeException | InterruptedException e) {
            fleet.close();
            throw e;
        }
    }

    private void await(int count) throws InterruptedException {
        Pauses.until(count + " agents join", JOINED, () -> found() == count);
    }

    private int found() {
        return directory
                .find(AgentQuery.capable(CarbonAgents.CARBON).limitedTo(agents))
                .size();
    }

    private Process start(int which) {
        int count = agents / REGIONS.size() + (which < agents % REGIONS.size() ? 1 : 0);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CarbonAgents.class.getName(),
                String.valueOf(count),
                mixed ? String.join(",", REGIONS) : REGIONS.get(which),
                "carbon-" + which);
        Map<String, String> env = builder.environment();
        env.put("SWARMLOG_BOOTSTRAP_SERVERS", ground.bootstrapServers());
        env.put("SWARMLOG_SCHEMA_REGISTRY", ground.schemaRegistryUrl());
        env.put("SWARMLOG_TOPIC_PREFIX", prefix);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        return started(builder);
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a power cut does. */
    void killAThird() {
        processes.getFirst().destroyForcibly();
    }

    /** They keep what they have, and all connections, and say no word. */
    void silenceAThird() {
        started(new ProcessBuilder(
                "kill", "-STOP", String.valueOf(processes.getFirst().pid())));
    }

    /** Others of the same names come for those who were killed or silenced, once everybody knows that they are gone. */
    void replace() throws InterruptedException {
        processes.getFirst().destroyForcibly().waitFor();
        Pauses.until("the dead are known", BURIED, () -> found() < agents);
        processes.set(0, start(0));
        await(agents);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        directory.close();
    }
}
