package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<List<String>> commands() {
        List<List<String>> found = new ArrayList<>();
        collect(Swarmlog.commandLine(), List.of(), found);
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(List<String> command) {
        int code = run(with(command, "--help"));

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Usage: swarmlog").contains("Example:", "./swarmlog ");
    }

    @Test
    void withoutACommandTheCommandsAreShown() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("demo", "agents", "send");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("swarmlog", "Kafka 4.", "Java");
    }

    @Test
    void aMistypedCommandIsWrongUsageWithASuggestion() {
        assertThat(run("agnts")).isEqualTo(2);
        assertThat(err.toString()).contains("agnts", "agents");
    }

    @ParameterizedTest
    @MethodSource("wrongUsages")
    void wrongUsageIsToldInOneLine(List<String> words, String told) {
        assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(told).doesNotContain("\tat ");
    }

    static Stream<Arguments> wrongUsages() {
        return Stream.of(
                usage("--type", "send", "--data", "{}"),
                usage("--reason", "withdraw", "m-1"),
                usage("no benchmarks.md", "bench", "all", "--docs", "nowhere"),
                usage("no JSON", "send", "--type", "echo", "--data", "{\"a\":"),
                usage("--repeat", "send", "--type", "echo", "--data", "{}", "--repeat", "0"),
                usage("--gather", "send", "--type", "echo", "--data", "{}", "--quorum", "2"),
                usage(
                        "quorum",
                        "send",
                        "--type",
                        "echo",
                        "--data",
                        "1",
                        "--gather",
                        "quorum",
                        "--quorum",
                        "3",
                        "--fan-out",
                        "2"),
                usage("--echo", "up", "--echo", "0"),
                usage("10s", "send", "--type", "echo", "--data", "{}", "--timeout", "soon"),
                usage("version range", "agents", "find", "--capability", "echo", "--version", "[1,2)"),
                usage("--capability", "agents", "find", "--version", "^1"),
                usage("--min-liveness", "agents", "list", "--min-liveness", "asleep"),
                usage("minHealth", "agents", "find", "--min-health", "7"),
                usage("host:port", "agents", "list", "--bootstrap-servers", "nowhere"),
                usage("--untracked", "send", "--type", "echo", "--data", "{}", "--untracked", "--wait"),
                usage("say which", "dead-letters", "resubmit"),
                usage("say which", "dead-letters", "resubmit", "some-id", "--all"),
                usage("how long ago", "dead-letters", "list", "--since", "yesterday"),
                usage("--reason", "dead-letters", "list", "--reason", "boredom"),
                usage("no service", "service", "postman"),
                usage("port", "up", "--port", "70000"),
                usage("agents", "demo", "--agents", "-1"),
                usage("--seconds", "demo", "--seconds", "0"),
                usage("cannot read schemas", "schemas", "import", "no-such-file.json"));
    }

    @Test
    void aClusterThatIsNotThereIsToldAtOnce() throws Exception {
        int port = unusedPort();

        long start = System.nanoTime();
        int code = run("agents", "list", "--bootstrap-servers", "127.0.0.1:" + port);

        assertThat(code).isEqualTo(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(err.toString()).contains("127.0.0.1:" + port, "refused", "./swarmlog up");
    }

    @Test
    void whatListensAndIsNoBrokerIsToldWithinTenSeconds() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            int code = run(
                    "send", "--type", "a", "--data", "{}", "--bootstrap-servers", "127.0.0.1:" + silent.getLocalPort());

            assertThat(code).isEqualTo(3);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(err.toString()).contains("no answer within");
        }
    }

    @Test
    void aWebServerIsNoBroker() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerLikeTheWeb(web));

            int code = run("agents", "list", "--bootstrap-servers", "127.0.0.1:" + web.getLocalPort());

            assertThat(code).isEqualTo(3);
            assertThat(err.toString()).contains("no Kafka broker");
        }
    }

    @Test
    void aRegistryThatIsNotThereIsToldToo() throws Exception {
        int code = run("schemas", "export", "unused.json", "--schema-registry", "http://127.0.0.1:" + unusedPort());

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains("cannot reach the schema registry");
    }

    private static void answerLikeTheWeb(ServerSocket web) {
        try (Socket socket = web.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            int _ = socket.getInputStream().readNBytes(14).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(String... words) {
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private static Arguments usage(String told, String... words) {
        return Arguments.of(List.of(words), told);
    }

    private static String[] with(List<String> command, String option) {
        return Stream.concat(command.stream(), Stream.of(option)).toArray(String[]::new);
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> found) {
        command.getSubcommands().forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                List<String> deeper =
                        Stream.concat(path.stream(), Stream.of(name)).toList();
                found.add(deeper);
                collect(sub, deeper, found);
            }
        });
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
