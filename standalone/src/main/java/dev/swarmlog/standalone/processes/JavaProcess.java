package dev.swarmlog.standalone.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A main class of the class path as a process of its own, which can be killed, made to stand still, and started again. */
public final class JavaProcess implements AutoCloseable {
    private static final int STOP_SECONDS_MAX = 20;
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Whoever starts from an AOT cache (docs/decisions/0030) has it shorten the starts of its children too. */
    private static final List<String> FAST_START = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(each -> each.matches("-XX:AOTCache=.*|-Xlog:(aot|cds).*"))
            .toList();

    private final Path output;
    private final ProcessBuilder builder;
    private final Thread atOurEnd = new Thread(this::kill);
    private Process process;

    private JavaProcess(Path output, ProcessBuilder builder) throws IOException {
        this.output = output;
        this.builder = builder;
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(atOurEnd);
    }

    /**
     * How a process runs.
     *
     * @param lasting whether it is worth its while to compile as well as the JVM can
     */
    public record Jvm(int heapMiB, boolean lasting) {
        /** For processes that live for a minute and share two cores with others. */
        public static Jvm brief(int heapMiB) {
            return new Jvm(heapMiB, false);
        }

        public static Jvm lasting(int heapMiB) {
            return new Jvm(heapMiB, true);
        }

        private List<String> options() {
            String heap = "-Xmx" + heapMiB + "m";
            return lasting
                    ? List.of(heap, "-XX:+UseParallelGC")
                    : List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        }
    }

    /** What a process is: how it runs, what it runs, and in which environment. */
    public record Plan(Jvm jvm, String mainClass, Map<String, String> env, List<String> arguments) {}

    /** Starts it and does not wait for it; what it says is appended to the file. */
    public static JavaProcess launch(Path output, Plan plan) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(plan.jvm().options());
        command.addAll(FAST_START);
        command.addAll(List.of(
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                plan.mainClass()));
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

    /** As Ctrl-C does. */
    public void interrupt() throws IOException, InterruptedException {
        signal("-INT");
    }

    /** Waits until it has ended by itself, and says with what. */
    public int awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("it goes on after " + atMost + "; it said: " + said());
        }
        return process.exitValue();
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

    public long pid() {
        return process.pid();
    }

    /** Waits until it has said that. */
    public void awaitSaid(String line) {
        await(line, () -> said().contains(line));
    }

    /** Waits until it is so; fails where the process ends before. */
    void await(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertAlive();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        what + ": not within " + PATIENCE.toSeconds() + " s; it said: " + said());
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting: " + what);
            }
        }
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
