package dev.swarmlog.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own, so that the process can be killed. */
final class BrokerProcess implements AutoCloseable {
    private static final String READY = "broker ready at ";

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    static BrokerProcess start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new BrokerProcess(process, line.substring(READY.length()));
            }
        }
        throw new IOException("the broker's process ended before the broker was ready");
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** SIGTERM. */
    void terminate() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(Duration.ofSeconds(20))) {
            throw new AssertionError("the broker's process does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static void main(String[] arguments) throws InterruptedException {
        DataFolder folder = DataFolder.open(Path.of(arguments[0]));
        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            folder.close();
        }));
        System.out.println(READY + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
