package dev.swarmlog.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A main class of the class path as a process of its own, which can be killed, made to stand still, and started again. */
public final class JavaProcess implements AutoCloseable {
    private static final int STOP_SECONDS_MAX = 20;

    private final Path output;
    private final ProcessBuilder builder;
    private Process process;

    private JavaProcess(Path output, ProcessBuilder builder) throws IOException {
        this.output = output;
        this.builder = builder;
        this.process = builder.start();
    }

    /** What a process is: how much memory it gets, what it runs, and in which environment. */
    public record Plan(int heapMiB, Class<?> main, Map<String, String> env, List<String> arguments) {}

    /** Starts it and does not wait for it; what it says is appended to the file. */
    public static JavaProcess launch(Path output, Plan plan) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx" + plan.heapMiB() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                plan.main().getName()));
        command.addAll(plan.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(plan.env());
        return new JavaProcess(output, builder);
    }

    /** As {@code kill -9} does: no hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not die: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts again what was killed, and does not wait for it. */
    public void restart() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException("it still runs: " + output);
        }
        process = builder.start();
    }

    /** It stands still, as a process does whose machine is suspended. */
    public void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " ended with " + code);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has said that. */
    public void awaitSaid(String line) {
        Awaitility.await(line + "; it said: " + output)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertAlive();
                    return said().contains(line);
                });
    }

    public void assertAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with " + process.exitValue() + ": " + said());
        }
    }

    public String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and SIGKILL for one that does not heed it or stands still. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
