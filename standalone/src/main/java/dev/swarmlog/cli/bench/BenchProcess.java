package dev.swarmlog.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code swarmlog bench NAME --json} in a process of its own, with this one's JVM options: what a bench before it left compiled,
 * allocated or running would be in its figures else.
 */
final class BenchProcess {
    private BenchProcess() {}

    /** Returns what the bench printed as its last line. */
    static JsonNode run(String mainClass, List<String> arguments) throws InterruptedException {
        try {
            Path errors = Files.createTempFile("swarmlog-bench-", ".err");
            Process process = new ProcessBuilder(command(mainClass, arguments))
                    .redirectError(errors.toFile())
                    .start();
            Thread stop = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int exit = process.waitFor();
                if (exit != 0 || said.isBlank()) {
                    throw Failure.because("bench " + String.join(" ", arguments) + " ended with " + exit + ": "
                            + Files.readString(errors).strip());
                }
                return Json.parse(said.lines().toList().getLast());
            } finally {
                process.destroy();
                forget(stop);
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw Failure.because("cannot run bench " + String.join(" ", arguments) + ": " + e.getMessage(), e);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this process is being shut down, and the hook at work
        }
    }

    private static List<String> command(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "bench"));
        command.addAll(arguments);
        return command;
    }
}
