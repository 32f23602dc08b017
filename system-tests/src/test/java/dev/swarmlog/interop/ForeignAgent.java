package dev.swarmlog.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.swarmlog.deploy.Checkout;
import dev.swarmlog.standalone.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One of the examples as a process of its own. What it needs is installed once, below target/. */
final class ForeignAgent implements AutoCloseable {
    private static final Path CACHE = Path.of("target", "interop").toAbsolutePath();
    private static final int STOP_SECONDS_MAX = 20;

    private final Process process;
    private final Path output;

    private ForeignAgent(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ForeignAgent python(Platform platform, String agentId) {
        Path example = Checkout.file("examples/python-agent");
        Path venv = CACHE.resolve("python");
        Path python = venv.resolve("bin/python");
        if (isStale(venv, example.resolve("requirements.txt"))) {
            installed(Command.of("python3", "-m", "venv", "--clear", venv.toString())
                    .orSkip());
            installed(Command.of(python.toString(), "-m", "pip", "install", "--quiet", "-r", "requirements.txt")
                    .in(example));
            finish(venv);
        }
        return start(Command.of(python.toString(), example.resolve("agent.py").toString()), platform, agentId);
    }

    static ForeignAgent javaScript(Platform platform, String agentId) {
        Path example = Checkout.file("examples/javascript-agent");
        Path copy = CACHE.resolve("javascript");
        Command node = Command.of("node", "agent.js").in(copy).orSkip();
        if (isStale(copy, example.resolve("package.json"))) {
            copy(example, copy, "package.json", ".npmrc");
            installed(Command.of("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
                    .orSkip()
                    .in(copy));
            finish(copy);
        }
        copy(example, copy, "agent.js");
        return start(node, platform, agentId);
    }

    /** Any command that reads its settings from the environment as the SDK does. */
    static ForeignAgent start(Command command, Platform platform, String agentId) {
        Path output = CACHE.resolve(agentId + ".log");
        Process process = command.with("SWARMLOG_BOOTSTRAP_SERVERS", platform.bootstrapServers())
                .with("SWARMLOG_SCHEMA_REGISTRY", platform.schemaRegistryUrl())
                .with("SWARMLOG_AGENT_ID", agentId)
                .start(output);
        return new ForeignAgent(process, output);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, on which an agent leaves in order. */
    void stop() throws InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        assertThat(ended).as("ended on SIGTERM; it wrote: %s", output()).isTrue();
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void installed(Command command) {
        Command.Done done = command.run();
        assumeTrue(done.exitCode() == 0, () -> command.words() + " failed, so not tested with it: " + done.lastLine());
    }

    private static boolean isStale(Path installed, Path requirements) {
        try {
            Path mark = installed.resolve(".installed");
            return !Files.exists(mark)
                    || Files.getLastModifiedTime(mark).compareTo(Files.getLastModifiedTime(requirements)) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void finish(Path installed) {
        try {
            Files.writeString(installed.resolve(".installed"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to, String... names) {
        try {
            Files.createDirectories(to);
            for (String name : names) {
                Files.writeString(to.resolve(name), Files.readString(from.resolve(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
