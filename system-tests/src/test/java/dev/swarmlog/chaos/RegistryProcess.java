package dev.swarmlog.chaos;

import dev.swarmlog.standalone.Ports;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code swarmlog service registry} as a process of its own, which can be started again as the same instance. */
final class RegistryProcess implements AutoCloseable {
    private static final Pattern AGENTS =
            Pattern.compile("^swarmlog_registry_agents\\{[^}]*} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern KNOWN = Pattern.compile("\"known\":(\\d+)");

    private final String id;
    private final Path folder;
    private final String bootstrapServers;
    private final String schemaRegistry;
    private final int httpPort;
    private SwarmlogProcess process;

    private RegistryProcess(String id, Path folder, String bootstrapServers, String schemaRegistry) throws IOException {
        this.id = id;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
        this.schemaRegistry = schemaRegistry;
        this.httpPort = Ports.free();
        this.process = launch();
    }

    /** Starts it and does not wait for it. */
    static RegistryProcess launch(String id, Path folder, String bootstrapServers, String schemaRegistry)
            throws IOException {
        return new RegistryProcess(id, folder, bootstrapServers, schemaRegistry);
    }

    private SwarmlogProcess launch() throws IOException {
        Map<String, String> env = Map.of(
                "SWARMLOG_INSTANCE_ID",
                id,
                "SWARMLOG_STATE_DIR",
                folder.resolve(id).toString(),
                "SWARMLOG_HTTP_PORT",
                String.valueOf(httpPort),
                "SWARMLOG_REPLICATION_FACTOR",
                "1");
        List<String> command = List.of(
                "service", "registry", "--bootstrap-servers", bootstrapServers, "--schema-registry", schemaRegistry);
        return SwarmlogProcess.launch(folder.resolve(id + ".out"), httpPort, env, command);
    }

    String id() {
        return id;
    }

    void kill() {
        process.kill();
    }

    void suspend() throws IOException, InterruptedException {
        process.suspend();
    }

    void resume() throws IOException, InterruptedException {
        process.resume();
    }

    void restart() throws IOException {
        process = launch();
    }

    void awaitReady() {
        process.awaitReady();
    }

    /** How many agents its own tasks judge. */
    int judged() throws IOException, InterruptedException {
        return (int) AGENTS.matcher(process.get("/metrics").body())
                .results()
                .map(found -> found.group(1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    /** Asks as anybody would; how many agents its index holds. */
    int find(String capability) throws IOException, InterruptedException {
        HttpResponse<String> answer = process.get("/agents?limit=3&capability=" + capability);
        if (answer.statusCode() != 200 || !answer.body().contains("\"agentId\"")) {
            throw new IOException(id + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return KNOWN.matcher(answer.body())
                .results()
                .map(MatchResult::group)
                .mapToInt(found -> Integer.parseInt(found.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("no number of agents in " + answer.body()));
    }

    String said() {
        return process.said();
    }

    @Override
    public void close() {
        process.close();
    }
}
